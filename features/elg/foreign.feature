Feature: Numbers that are emergency numbers elsewhere
  The number plan of the agent's own territory decides; a number for test calls is in none.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls

  @ELG-12
  Scenario Outline: Another territory's emergency number is an ordinary number
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com
    When ana dials <dialled>
    And time passes by 10 s
    Then we see that the base status of ana is busy
    When ana ends call 1 of ana
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown
    And 0 mails of the kind dial went out for ana
    And the history of ana holds 1 rows

    Examples:
      | territory | dialled |
      | US        | 112     |
      | US        | 999     |
      | US        | 000     |
      | US        | 17      |
      | US        | 1-1-2   |
      | PR        | 112     |
      | GU        | 112     |
      | GB        | 110     |
      | DK        | 999     |

    @no-pack:test-calls
    Examples: Numbers for test calls, without the pack of them
      | territory | dialled |
      | US        | 933     |
      | US        | ٩٣٣     |
      | CA        | 933     |
      | GB        | 933     |

  Scenario: A prefix or a suffix makes it no emergency number of the reference
    Given agent ana is signed in in US
    And ana calls from the number +15550120000
    When ana dials *911
    And time passes by 10 s
    Then we see that the base status of ana is busy
    And we see that the emergency alert of ana is hidden
    When ana ends call 1 of ana
    And ana dials 1911
    And time passes by 10 s
    Then we see that the base status of ana is busy
    And we see that the emergency alert of ana is hidden
    When ana ends call 2 of ana
    And ana dials 9911
    And time passes by 10 s
    Then we see that the base status of ana is busy
    And we see that the emergency alert of ana is hidden
    When ana ends call 3 of ana
    And ana dials 911#
    And time passes by 10 s
    Then we see that the base status of ana is busy
    And we see that the emergency alert of ana is hidden
    When ana ends call 4 of ana
    And ana dials ++911
    And time passes by 10 s
    Then we see that the base status of ana is busy
    And we see that the emergency alert of ana is hidden
    When ana ends call 5 of ana
    And ana dials 911+
    And time passes by 10 s
    Then we see that the base status of ana is busy
    And we see that the emergency alert of ana is hidden
