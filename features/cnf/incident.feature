Feature: Presence history and operational events tell nothing of the call
  They may say that somebody was in Do not disturb and that something went wrong: not which number was dialled, who answered,
  or which number was given to call back.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CNF-09
  Scenario: The presence history says that the agent was in Do not disturb
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    Then the presence-history of ana holds 3 rows
    When time passes by 1 min
    And ana ends call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the presence-history of ana holds 4 rows

  @CNF-09 @reading:PRS-06=default
  Scenario: The presence history says as little of a callback
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the presence-history of ana holds 6 rows

  @CNF-09 @needs:number-service @reading:CBN-09=default
  Scenario: An exhausted pool is told as a fact
    Given the number pool has 0 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    Then we see that the incident pool_exhausted is raised
    When time passes by 1 min
    And ana ends call 1 of ana
    And time passes by 20 min

  @CNF-09 @needs:direct-routing @reading:RTE-05=default @reading:RTE-03=default
  Scenario: A route that failed is told as a fact
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And voice route emergency in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 1 min
    Then we see that the incident route_failure is raised
    When time passes by 20 min

  @CNF-09
  Scenario: A callback that could not be offered is told as a fact
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    Then we see that the incident callback_unreachable is raised
    When time passes by 1 min
    And the PSAP gives up callback 1 of ana
    And ana comes back
    And time passes by 20 min
