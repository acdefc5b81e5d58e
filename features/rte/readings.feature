Feature: Other readings of the path
  Each holds where the deployment declares it.

  Background:
    Given the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And agent ana is signed in in US

  @RTE-03 @reading:RTE-03=direct-offer-first
  Scenario: A calling-plan number takes the direct offer before any route
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And voice route all in place 1 sends ^[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550120000
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct

  @RTE-03 @RTE-04 @reading:RTE-03=direct-offer-first
  Scenario: Another number takes the routes, as ever
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And voice route first in place 1 sends ^[0-9]+$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-2

  @RTE-05 @RTE-04 @reading:RTE-03=direct-offer-first @reading:RTE-05=default
  Scenario: There too a call is dropped when all its trunks fail
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with 503
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 tick
    Then we see that the dial of call 1 of ana fails
    And we never saw that a leg of call 1 of ana is offered on direct

  @RTE-05 @RTE-04 @reading:RTE-05=fall-back @reading:RTE-03=default
  Scenario Outline: When all trunks fail the direct offer is tried
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with <code>
    And the trunk sbc-2 fails every leg with <code>
    And ana calls from the number +15550120000
    When ana dials 911
    And time passes by 2 ticks
    Then we see that a leg of call 1 of ana is offered on direct
    When the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered

    Examples:
      | code |
      | 408  |
      | 503  |
      | 504  |

  @RTE-05 @RTE-04 @reading:RTE-05=fall-back @reading:RTE-09=default
  Scenario: Without a calling-plan number there is nothing to fall back to
    Given direct routing is on
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with 503
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 tick
    Then we see that the dial of call 1 of ana fails
    And we see that the emergency alert of ana is hidden
    And we never saw that a leg of call 1 of ana is offered on direct

  @RTE-06 @reading:RTE-06=fail-late
  Scenario: Without a path the dial is accepted and then fails
    When ana dials 911
    And time passes by 1 min
    Then we see that the dial of call 1 of ana fails
    And we see that the emergency alert of ana is hidden

  @RTE-07 @RTE-06 @reading:RTE-06=fail-late
  Scenario: So does one from a number that only receives calls
    Given the tenant owns the calling-plan number +15550120000 that only receives calls
    And ana calls from the number +15550120000
    When ana dials 911
    And time passes by 1 min
    Then we see that the dial of call 1 of ana fails
    And we see that the emergency alert of ana is hidden

  @RTE-09 @reading:RTE-09=unhandled
  Scenario Outline: What only a trunk can carry is an ordinary call
    Given the tenant owns the calling-plan number <owned> that makes calls
    And direct routing is on
    And voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550129999
    And the emergency contacts of ana are boss@example.com
    When ana dials 911
    And time passes by 10 s
    Then we see that a leg of call 1 of ana is offered on sbc-1
    And we see that the base status of ana is busy
    When ana ends call 1 of ana
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown
    And 0 mails of the kind dial went out for ana
    And the history of ana holds 1 rows

    Examples:
      | owned        |
      | +15550120000 |

  @RTE-09 @reading:RTE-09=unhandled
  Scenario: So it is with direct routing alone
    Given direct routing is on
    And voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 10 s
    And ana ends call 1 of ana
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown
    And the history of ana holds 1 rows

  @RTE-09 @CNF-01 @NTF-01 @PNL-01 @PRS-04 @reading:RTE-09=unhandled @reading:RTE-03=default
  Scenario: From a calling-plan number a call over a trunk is handled
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 1 tick
    Then we see that the emergency alert of ana is shown
    When ana ends call 2 of ana
    And time passes by 2 h
    Then the history of ana holds 1 rows
