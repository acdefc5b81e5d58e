Feature: An emergency call is no matter of analytics, surveys and wrap-up
  The end of an ordinary call gives a line of the export, a survey and a wrap-up form; that of an emergency call gives none.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And wrap-up of ana is on

  @CNF-08
  Scenario Outline: An outgoing emergency call gives neither
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the export of ana holds 1 rows
    And the survey of ana holds 1 rows
    And the wrap-up-form of ana holds 1 rows
    When ana closes the wrap-up
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And <end>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the export of ana holds 1 rows
    And the survey of ana holds 1 rows
    And the wrap-up-form of ana holds 1 rows

    Examples:
      | end                             |
      | ana ends call 2 of ana          |
      | the PSAP hangs up call 2 of ana |
      | the carrier drops call 2 of ana |

  @CNF-08
  Scenario: The wrap-up of an ordinary call that is closed after the emergency call brings nothing of it
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    And ana closes the wrap-up
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the export of ana holds 1 rows
    And the survey of ana holds 1 rows
    And the wrap-up-form of ana holds 1 rows

  @CNF-08
  Scenario: A call that the PSAP rejects gives neither
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 5 s
    And the PSAP rejects call 2 of ana with 486
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the export of ana holds 1 rows

  @CNF-08
  Scenario: A callback that is answered gives neither
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the export of ana holds 1 rows
    And the survey of ana holds 1 rows
    And the wrap-up-form of ana holds 1 rows

  @CNF-08
  Scenario Outline: A callback that nobody takes gives neither
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
    Then the export of ana holds 1 rows
    And the survey of ana holds 1 rows

    Examples:
      | after                               |
      | the PSAP gives up callback 1 of ana |
      | ana declines the offer              |
