Feature: Emergency calls over a third-party trunk
  The path is the carrier's affair; the agent's side is as on any emergency call.

  Background:
    Given the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And direct routing is on
    And agent ana is signed in in US
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @RTE-09 @RTE-03 @PRS-01 @PRS-04 @PNL-01 @PNL-03 @CNF-01 @NTF-01
  Scenario Outline: In a mixed tenant the agent sees what any emergency call shows
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number <originating>
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 2 of ana is offered on sbc-1
    And we see that the base status of ana is busy-dnd
    And we see that the panel of ana has the controls device-settings,end-call
    And we see that the emergency alert of ana is shown
    And 1 mails of the kind dial went out for ana
    When the PSAP answers call 2 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Lunch
    When time passes by 2 h
    Then the history of ana holds 1 rows

    @reading:RTE-03=default
    Examples: from a calling-plan number
      | originating  |
      | +15550120000 |

    @reading:RTE-09=default
    Examples: from another number
      | originating  |
      | +15550129999 |

  @RTE-09 @PRS-01 @PRS-04 @PNL-01 @PNL-03 @CNF-01 @NTF-01 @reading:RTE-09=default
  Scenario: So it is with direct routing alone
    Given voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550129999
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 2 of ana is offered on sbc-1
    And we see that the base status of ana is busy-dnd
    And we see that the panel of ana has the controls device-settings,end-call
    And 1 mails of the kind dial went out for ana
    When the PSAP answers call 2 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Lunch
    When time passes by 2 h
    Then the history of ana holds 1 rows

  @RTE-09 @RTE-04 @reading:RTE-09=default
  Scenario: A second trunk is no other call
    Given voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And voice route reserve in place 2 sends ^911$ to the trunks sbc-2
    And ana calls from the number +15550129999
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And the carrier fails the trunk sbc-1 with 503
    And ana dials 911
    And time passes by 2 ticks
    Then we see that a leg of call 2 of ana is offered on sbc-2
    And we see that the emergency alert of ana is shown
    And 1 mails of the kind dial went out for ana
    When the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And time passes by 2 h
    Then the history of ana holds 1 rows

  @CBN-02 @CBN-03 @CBR-01 @needs:carrier-callback @reading:RTE-09=default
  Scenario: Where the carrier takes part a callback over the trunk reaches the agent
    Given voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550129999
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 30 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
