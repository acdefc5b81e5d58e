Feature: An emergency call shows in no view of the history
  Recent calls and timelines read from sources of their own.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CNF-05
  Scenario Outline: Neither the recent calls nor the timeline show the outgoing emergency call
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the recent of ana holds 1 rows
    And the timeline of ana holds 1 rows
    When ana dials 911
    And time passes by 30 s
    And the PSAP answers call 2 of ana
    Then the recent of ana holds 1 rows
    When time passes by 1 min
    And <end>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recent of ana holds 1 rows
    And the timeline of ana holds 1 rows

    Examples:
      | end                             |
      | ana ends call 2 of ana          |
      | the PSAP hangs up call 2 of ana |
      | the carrier drops call 2 of ana |

  @CNF-05
  Scenario: Neither shows a call that the PSAP rejects
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 5 s
    And the PSAP rejects call 2 of ana with 486
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recent of ana holds 1 rows
    And the timeline of ana holds 1 rows

  @CNF-05
  Scenario: Neither shows a callback that is answered
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then the recent of ana holds 1 rows
    When ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recent of ana holds 1 rows
    And the timeline of ana holds 1 rows

  @CNF-05
  Scenario Outline: Neither shows a callback that nobody takes
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And time passes by 30 s
    And <after>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recent of ana holds 1 rows
    And the timeline of ana holds 1 rows

    Examples:
      | after                               |
      | the PSAP gives up callback 1 of ana |
      | ana declines the offer              |

  @CNF-05
  Scenario: The ordinary call after the emergency call shows in both
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    And ana dials 5550101
    And time passes by 10 s
    And ana ends call 3 of ana
    And time passes by 2 min
    Then the recent of ana holds 2 rows
    And the timeline of ana holds 2 rows
