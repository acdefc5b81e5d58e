@reading:RTE-03=default
Feature: Settings that change during the run
  What is saved before a dial counts for that dial, what is saved after it for the next.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @RTE-02 @RTE-03
  Scenario: A route that is widened takes the next emergency call away
    Given voice route numbers in place 1 sends ^9110$ to the trunks sbc-1
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct
    When ana ends call 1 of ana
    And the administrator changes the voice route numbers to ^911
    And time passes by 15 min
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 2 of ana is offered on sbc-1

  @RTE-02 @RTE-03
  Scenario: A route that is narrowed gives the next emergency call back
    Given voice route numbers in place 1 sends ^[0-9]+$ to the trunks sbc-1
    When ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1
    When ana ends call 1 of ana
    And the administrator changes the voice route numbers to ^[0-9]{7}$
    And time passes by 15 min
    And ana dials 911
    Then we see that a leg of call 2 of ana is offered on direct

  @RTE-03
  Scenario: A change during the call does not move it
    Given voice route numbers in place 1 sends ^911$ to the trunks sbc-1
    When ana dials 911
    And the administrator changes the voice route numbers to ^9110$
    And the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered
    And we never saw that a leg of call 1 of ana is offered on direct

  @ELG-07 @ELG-10 @reading:ELG-07=default
  Scenario: An outbound profile that is taken away blocks the next dial
    When the administrator changes the outbound profile of ana to none
    And time passes by 15 min
    And ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_outbound_profile
    And we never saw that the emergency alert of ana is shown

  @ELG-01
  Scenario Outline: An outbound profile that is linked lets the next dial pass
    Given the outbound profile of ana is <before>
    When the administrator changes the outbound profile of ana to linked
    And time passes by 15 min
    And ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

    Examples:
      | before       |
      | none         |
      | default only |

  @ELG-01
  Scenario: An outbound profile that is taken away during the call does not end it
    When ana dials 911
    And the administrator changes the outbound profile of ana to none
    And the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered
    And we see that the emergency alert of ana is shown
