Feature: What capacity and outbound profile limit
  A full work-item limit and a list of allowed countries are for ordinary calls.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @ELG-08
  Scenario Outline: A full work-item limit blocks no emergency dial
    Given ana has a capacity of <limit> with <used> in use
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the emergency alert of ana is shown

    Examples:
      | limit | used |
      | 0     | 0    |
      | 1     | 1    |
      | 1     | 2    |

  @ELG-08
  Scenario Outline: No list of countries blocks an emergency dial
    Given the outbound profile of ana allows calls to <countries>
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

    Examples:
      | countries |
      | none      |
      | GB        |

  @ELG-08
  Scenario: A limit that is lowered during the run blocks no emergency dial
    Given ana has a capacity of 2 with 1 in use
    When the administrator changes the capacity of ana to 1
    And time passes by 15 min
    And ana dials 5550100
    Then the dial of ana is refused with not_reachable
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

  @ELG-08
  Scenario: The limits hold for ordinary calls
    Given the outbound profile of ana allows calls to GB
    When ana dials 5550100
    Then the dial of ana is refused with not_reachable
    When ana dials "+44 20 7946 0100"
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    Then we see that the dial of call 2 of ana is accepted
    And we see that the emergency alert of ana is shown
