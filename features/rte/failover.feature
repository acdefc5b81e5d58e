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
      | 403  |
      | 404  |
      | 407  |
      | 409  |
      | 486  |
      | 500  |
      | 502  |
      | 505  |
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

  @slice @RTE-05 @PRS-06
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
