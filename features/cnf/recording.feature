Feature: An emergency call is not recorded
  With automatic recording on there is audio, transcript and summary of an ordinary call, and nothing of an emergency call.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CNF-04 @reading:CNF-04=default
  Scenario Outline: Automatic recording leaves the emergency call out
    Given automatic recording is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the recording of ana holds 1 rows
    And the transcript of ana holds 1 rows
    And the summary of ana holds 1 rows
    When ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 5 min
    And <end>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recording of ana holds 1 rows
    And the transcript of ana holds 1 rows
    And the summary of ana holds 1 rows

    Examples:
      | end                             |
      | ana ends call 2 of ana          |
      | the PSAP hangs up call 2 of ana |
      | the carrier drops call 2 of ana |

  @CNF-04 @reading:CNF-04=default
  Scenario: Automatic recording leaves a callback out
    Given automatic recording is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 5 min
    And ana ends callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recording of ana holds 1 rows
    And the transcript of ana holds 1 rows
    And the summary of ana holds 1 rows

  @CNF-04 @reading:CNF-04=default
  Scenario: Automatic recording that is off and turned on records the next ordinary call and not the emergency call
    Given automatic recording is off
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the recording of ana holds 0 rows
    When the administrator turns automatic recording on
    And time passes by 15 min
    And ana dials 5550100
    And time passes by 10 s
    And ana ends call 2 of ana
    Then the recording of ana holds 1 rows
    When ana dials 911
    And the PSAP answers call 3 of ana
    And time passes by 5 min
    And ana ends call 3 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 3 of ana
    And time passes by 20 min
    Then the recording of ana holds 1 rows

  @CNF-04 @reading:CNF-04=default
  Scenario: Automatic recording that is turned off while the emergency call lasts changes nothing
    Given automatic recording is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the administrator turns automatic recording off
    And time passes by 15 min
    And ana ends call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recording of ana holds 1 rows

  @CNF-04 @CNF-01 @reading:CNF-04=history-only
  Scenario: Where the history alone is meant the emergency call is recorded like any other
    Given automatic recording is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 5 min
    And ana ends call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recording of ana holds 2 rows
    And the history of ana holds 1 rows

  @CNF-04 @CNF-02 @reading:CNF-04=history-only
  Scenario: Where the history alone is meant a callback is recorded like any other call
    Given automatic recording is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 5 min
    And ana ends callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the recording of ana holds 3 rows
    And the history of ana holds 1 rows
