Feature: Numbers without the right to make calls
  A calling-plan number opens the direct offer only if it may make calls.

  Background:
    Given agent ana is signed in in US
    And the tenant has the trunk sbc-1
    And the emergency contacts of ana are boss@example.com

  @RTE-07 @RTE-06 @ELG-10 @reading:RTE-06=default
  Scenario Outline: A number that only receives calls opens no path
    Given the tenant owns the calling-plan number +15550120000 that only receives calls
    And direct routing is <direct routing>
    And voice route numbers in place 1 sends ^[+]1[0-9]{10}$ to the trunks sbc-1
    And ana calls from the number <originating>
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_emergency_path
    And we never saw that the emergency alert of ana is shown
    And 0 mails of the kind dial went out for ana

    Examples:
      | direct routing | originating  |
      | off            | +15550120000 |
      | on             | +15550120000 |
      | on             | +15550129999 |

  @RTE-07 @RTE-06 @reading:RTE-06=default
  Scenario: Without direct routing the right of another number does not help
    Given the tenant owns the calling-plan number +15550120000 that only receives calls
    And the tenant owns the calling-plan number +15550120001 that makes calls
    And ana calls from the number +15550120000
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_emergency_path

  @RTE-06 @reading:RTE-06=default
  Scenario: Without direct routing the number of another agent does not help
    Given the tenant owns the calling-plan number +15550120001 that makes calls
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_emergency_path

  @RTE-02
  Scenario: With direct routing one number that makes calls is enough for the tenant
    Given the tenant owns the calling-plan number +15550120000 that only receives calls
    And the tenant owns the calling-plan number +15550120001 that makes calls
    And direct routing is on
    And voice route numbers in place 1 sends ^[+]1[0-9]{10}$ to the trunks sbc-1
    And ana calls from the number +15550120000
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct

  @RTE-09 @needs:direct-routing @reading:RTE-09=default
  Scenario: A matching route needs no right at all
    Given the tenant owns the calling-plan number +15550120000 that only receives calls
    And direct routing is on
    And voice route all in place 1 sends ^[+]?[0-9]+$ to the trunks sbc-1
    And ana calls from the number +15550120000
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And ana ends call 2 of ana
    And time passes by 2 h
    Then we saw first that the dial of call 2 of ana is accepted and then that call 2 of ana is closed
    And we never saw that a leg of call 2 of ana is offered on direct
