Feature: A callback leaves no trace in the history
  Whatever becomes of it: answered, missed or declined, once or often, to an agent who is there or not.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CNF-02
  Scenario Outline: An answered callback has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the history of ana holds 1 rows
    When ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And <end>
    And time passes by 5 min
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 1 min
    And <after>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows
    And the activity of ana holds 1 rows

    Examples:
      | end                             | after                               |
      | the carrier drops call 2 of ana | ana ends callback 1 of ana          |
      | the carrier drops call 2 of ana | the PSAP hangs up callback 1 of ana |
      | the carrier drops call 2 of ana | the carrier drops callback 1 of ana |
      | ana ends call 2 of ana          | ana ends callback 1 of ana          |
      | the PSAP hangs up call 2 of ana | the PSAP hangs up callback 1 of ana |

  @CNF-02
  Scenario Outline: A callback that nobody takes has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the history of ana holds 1 rows
    When ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And <end>
    And time passes by 5 min
    And the PSAP calls the callback number of call 2 of ana
    And time passes by 30 s
    And <after>
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows
    And the activity of ana holds 1 rows

    Examples:
      | end                             | after                              |
      | the carrier drops call 2 of ana | the PSAP gives up callback 1 of ana |
      | ana ends call 2 of ana          | the PSAP gives up callback 1 of ana |
      | the carrier drops call 2 of ana | ana declines the offer             |
      | the PSAP hangs up call 2 of ana | ana declines the offer             |

  @CNF-02
  Scenario: Three callbacks, missed, declined and answered, have no row between them
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And the PSAP gives up callback 1 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana declines the offer
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 3 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

  @CNF-02
  Scenario: A callback that joins the emergency call has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

  @CNF-02
  Scenario: A callback while no client is connected is nobody's missed call
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And ana loses the client
    And the PSAP calls the callback number of call 2 of ana
    And time passes by 1 min
    And the PSAP gives up callback 1 of ana
    And ana comes back
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

  @CNF-02
  Scenario: A customer's call has its row, and a callback that is missed has none
    Given ana owns the number +15550120001
    When a customer calls +15550120001
    And ana accepts the offer
    And time passes by 1 min
    And the customer hangs up item 1 of ana
    Then the history of ana holds 1 rows
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And time passes by 30 s
    And the PSAP gives up callback 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 1 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

  @CNF-02 @tolerance:expiry-grace=0s
  Scenario: A callback in the last instant of the window has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And time reaches 60 min after the dial of call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows
