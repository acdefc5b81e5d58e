Feature: An emergency call leaves no trace in the history
  No row from the dial to the end of the run, while an ordinary call of the same run has its row.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
  @slice @CNF-01
  Scenario Outline: No row is ever written for the outgoing emergency call
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the history of ana holds 1 rows
    When ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 2 min
    And <end>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

    Examples:
      | end                             |
      | ana ends call 2 of ana          |
      | the PSAP hangs up call 2 of ana |
