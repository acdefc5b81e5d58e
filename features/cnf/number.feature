Feature: The temporary number is forgotten
  While it is held for the agent it leads to the call; after its window, the grace and the quarantine nothing does.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the number pool has 1 numbers with a quarantine of 10 min

  @CNF-06
  Scenario: The number leads to the agent inside the window, and to nobody after the quarantine
    When ana dials 911
    And the PSAP answers call 1 of ana
    Then the number-mapping of ana holds 1 rows
    When time passes by 1 min
    And ana ends call 1 of ana
    And time reaches 59 min after the dial of call 1 of ana
    Then the number-mapping of ana holds 1 rows
    When time reaches 86 min after the dial of call 1 of ana
    Then the number-mapping of ana holds 0 rows
    When time passes by 2 h
    Then the number-mapping of ana holds 0 rows

  @CNF-06 @tolerance:expiry-grace=0s @tolerance:row-lag=0s
  Scenario: To the tick
    When ana dials 911
    And time passes by 1 min
    And ana ends call 1 of ana
    And time reaches 70 min after the dial of call 1 of ana
    Then the number-mapping of ana holds 1 rows
    When time passes by 1 tick
    Then the number-mapping of ana holds 0 rows

  @CNF-06
  Scenario Outline: It is forgotten whatever became of the call
    When ana dials 911
    And time passes by 5 s
    And <end>
    Then the number-mapping of ana holds 1 rows
    When time reaches 90 min after the dial of call 1 of ana
    Then the number-mapping of ana holds 0 rows

    Examples:
      | end                                 |
      | the carrier drops call 1 of ana     |
      | the PSAP rejects call 1 of ana with 486 |
      | the PSAP hangs up call 1 of ana     |

  @CNF-06 @reading:CBN-12=default
  Scenario: A callback does not keep it
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And the carrier drops call 1 of ana
    And time reaches 58 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time reaches 90 min after the dial of call 1 of ana
    Then the number-mapping of ana holds 0 rows

  @CNF-06
  Scenario: A number that is used again leads to its new agent alone
    Given agent ben is signed in in US
    And ben calls from the number +15550120000
    When ana dials 911
    And time passes by 1 min
    And ana ends call 1 of ana
    And time reaches 86 min after the dial of call 1 of ana
    And ben dials 911
    Then the number-mapping of ana holds 0 rows
    And the number-mapping of ben holds 1 rows
    When time passes by 1 min
    And ben ends call 1 of ben
    And time reaches 90 min after the dial of call 1 of ben
    Then the number-mapping of ben holds 0 rows

  @CNF-06 @needs:number-service @reading:CBN-09=default
  Scenario: A number that an exhausted pool gives to another agent no longer leads to the first
    Given agent ben is signed in in US
    And ben calls from the number +15550120000
    When ana dials 911
    And time passes by 1 min
    And ana ends call 1 of ana
    And time passes by 30 min
    And ben dials 911
    Then the number-mapping of ana holds 0 rows
    And the number-mapping of ben holds 1 rows
    When time passes by 1 min
    And ben ends call 1 of ben
    And time reaches 90 min after the dial of call 1 of ana
    Then the number-mapping of ben holds 1 rows
    When time reaches 90 min after the dial of call 1 of ben
    Then the number-mapping of ben holds 0 rows
