Feature: The path of an emergency call
  A calling-plan number opens the direct offer; a voice route that matches the emergency number takes the call away.

  Background:
    Given agent ana is signed in in US

  @slice @RTE-01
  Scenario: A calling-plan number without direct routing takes the direct offer
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And ana calls from the number +15550120000
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct

  @slice @RTE-02
  Scenario Outline: A mixed tenant whose routes do not match takes the direct offer
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And voice route numbers in place 1 sends <pattern> to the trunks sbc-1
    And ana calls from the number <originating>
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct

    Examples:
      | pattern          | originating  |
      | ^[+]1[0-9]{10}$  | +15550120000 |
      | ^[+]1[0-9]{10}$  | +15550129999 |
      | ^9110$           | +15550120000 |
      | ^112$            | +15550120000 |

  @RTE-03 @reading:RTE-09=default
  Scenario: The list decides, not the narrower pattern
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route exact in place 2 sends ^911$ to the trunks sbc-2
    And voice route all in place 1 sends ^[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1
    And we never saw that a leg of call 1 of ana is offered on sbc-2

  @RTE-03 @ELG-11 @needs:dial-normalisation @reading:RTE-03=default
  Scenario Outline: Patterns see the number in ASCII digits, however it is dialled
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And voice route all in place 1 sends <pattern> to the trunks sbc-1
    And ana calls from the number +15550120000
    When ana dials <dialled>
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1

    Examples:
      | pattern  | dialled |
      | ^911$    | ٩١١     |
      | ^\\d{3}$ | ٩١١     |
      | ^911$    | 9-1-1   |
      | ^911$    | +911    |

  @RTE-02 @ELG-11 @needs:dial-normalisation
  Scenario Outline: A pattern for other digits or separators takes no emergency call
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And voice route all in place 1 sends <pattern> to the trunks sbc-1
    And ana calls from the number +15550120000
    When ana dials <dialled>
    Then we see that a leg of call 1 of ana is offered on direct

    Examples:
      | pattern     | dialled |
      | ^[^0-9]+$   | ٩١١     |
      | ^9-1-1$     | 9-1-1   |
      | ^[+]911$    | +911    |

  @slice @RTE-03 @reading:RTE-03=default
  Scenario Outline: A voice route that matches takes the call to its trunk
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And voice route all in place 1 sends <pattern> to the trunks sbc-1
    And ana calls from the number +15550120000
    When ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1
    And we never saw that a leg of call 1 of ana is offered on direct

    Examples:
      | pattern      |
      | ^911$        |
      | ^[+]?[0-9]+$ |

  @slice @RTE-06 @ELG-10 @reading:RTE-06=default
  Scenario: Without a number and without direct routing the dial is refused
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_emergency_path
    And we never saw that the emergency alert of ana is shown

  @slice @RTE-06 @ELG-10 @reading:RTE-06=default
  Scenario: With direct routing alone and no matching route the dial is refused
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And voice route numbers in place 1 sends ^[+]1[0-9]{10}$ to the trunks sbc-1
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_emergency_path
    And we never saw that the base status of ana is busy-dnd
