@reading:RTE-03=default
Feature: Trunks that fail
  Routes are tried in list order; only a time-out or an overload moves on, and a call whose routes are used up is dropped.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @slice @RTE-04
  Scenario Outline: A code that moves on takes the next route in list order
    Given voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with <code>
    When ana dials 911
    And time passes by 1 tick
    Then we saw first that a leg of call 1 of ana is offered on sbc-1 and then that a leg of call 1 of ana is offered on sbc-2
    When the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered

    Examples:
      | code |
      | 408  |
      | 503  |
      | 504  |

  @slice @RTE-04
  Scenario Outline: Any other code ends the attempt
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with <code>
    When ana dials 911
    And time passes by 1 tick
    Then we never saw that a leg of call 1 of ana is offered on sbc-2
    And we see that the dial of call 1 of ana fails

    Examples:
      | code |
      | 400  |
      | 403  |
      | 404  |
      | 407  |
      | 409  |
      | 480  |
      | 486  |
      | 488  |
      | 500  |
      | 502  |
      | 505  |
      | 600  |
      | 603  |

  @slice @RTE-04
  Scenario: The trunks of one route are used up before the next route
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1,sbc-2
    And the tenant has the trunk sbc-3
    And voice route second in place 2 sends ^911$ to the trunks sbc-3
    And the trunk sbc-1 fails every leg with 503
    And the trunk sbc-2 fails every leg with 503
    When ana dials 911
    And time passes by 2 ticks
    Then we see that a leg of call 1 of ana is offered on sbc-3

  @RTE-04
  Scenario: A trunk that has recovered takes the next call again
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-2
    When the carrier fails the trunk sbc-1 with 503 for 1 min
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-2
    When ana ends call 1 of ana
    And time passes by 1 min
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 2 of ana is offered on sbc-1
    And we never saw that a leg of call 2 of ana is offered on sbc-2

  @RTE-04
  Scenario: A trunk that stands in two routes is tried in both
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-1,sbc-2
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 2 ticks
    Then we see that a leg of call 1 of ana is offered on sbc-2
    When the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered

  @RTE-04
  Scenario: A route that does not match is passed over
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^9110$ to the trunks sbc-2
    And the tenant has the trunk sbc-3
    And voice route third in place 3 sends ^9 to the trunks sbc-3
    And the trunk sbc-1 fails every leg with 504
    When ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-3
    And we never saw that a leg of call 1 of ana is offered on sbc-2

  @RTE-05 @RTE-04 @PRS-06 @reading:RTE-05=default
  Scenario: When the trunks of all routes fail the call is dropped
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 408
    And the trunk sbc-2 fails every leg with 504
    When ana dials 911
    And time passes by 2 ticks
    Then we see that the dial of call 1 of ana fails
    And we see that the presence of ana is Available
    And we see that the emergency alert of ana is hidden
    And we never saw that a leg of call 1 of ana is offered on direct

  @slice @RTE-05 @PRS-06 @reading:RTE-05=default
  Scenario Outline: When all trunks fail the call is dropped and nothing of it remains
    Given voice route first in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with <code>
    When ana dials 911
    And time passes by 1 tick
    Then we see that the dial of call 1 of ana fails
    And we see that the presence of ana is Available
    And we see that the emergency alert of ana is hidden
    When time passes by 1 min
    Then we never saw that a leg of call 1 of ana is offered on direct

    Examples:
      | code |
      | 408  |
      | 503  |
      | 504  |
