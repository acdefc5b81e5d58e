Feature: An agent who loses the client during the call
  Without a client the agent is Offline, whatever the call needs. Who is back within two and a half minutes finds things as
  they were before the call; who is back later is computed anew. A leg that is up means Do not disturb in any case.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away

  @PRS-12
  Scenario Outline: The call ended meanwhile
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time reaches 0:01:00.000000
    And ana loses the client
    Then we see that the presence of ana is Offline
    When time reaches 0:02:00.000000
    And the PSAP hangs up call 1 of ana
    Then we see that the presence of ana is Offline
    When time reaches <back>
    And ana <returns>
    Then we see that the presence of ana is <record>
    When time passes by 5 min
    Then we see that the presence of ana is <record>

    Examples:
      | back           | returns    | record    |
      | 0:02:00.000002 | comes back | Lunch     |
      | 0:03:30.000000 | comes back | Lunch     |
      | 0:03:30.000000 | signs in   | Lunch     |
      | 0:03:30.000001 | comes back | Available |
      | 0:03:30.000001 | signs in   | Available |

  @PRS-12
  Scenario Outline: The leg is still up
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time reaches 0:01:00.000000
    And ana loses the client
    Then we see that the presence of ana is Offline
    And we do not see that call 1 of ana is closed
    When time reaches <back>
    And ana comes back
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is <record>

    Examples:
      | back           | record    |
      | 0:01:00.000001 | Lunch     |
      | 0:03:30.000000 | Lunch     |
      | 0:03:30.000001 | Available |

  @PRS-12
  Scenario Outline: What was before the call returns, and not what was caught at the disconnect
    Given the presence of ana is <record> set by <setter>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana loses the client
    And time passes by 1 min
    And the PSAP hangs up call 1 of ana
    And ana comes back
    Then we see that the presence of ana is <record>

    Examples:
      | record       | setter |
      | Available    | agent  |
      | Busy         | agent  |
      | "Busy - DND" | agent  |
      | Away         | agent  |
      | Offline      | agent  |

    @reading:PRS-04=default
    Examples:
      | record       | setter |
      | Inactive     | system |

  @PRS-12
  Scenario Outline: An agent who has work is computed by it
    When ana dials 5550100
    And time passes by 10 s
    And ana chooses the presence Lunch by client
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time reaches 0:01:00.000000
    And ana loses the client
    And the PSAP hangs up call 2 of ana
    And time reaches <back>
    And ana comes back
    Then we see that the presence of ana is <record>

    Examples:
      | back           | record |
      | 0:03:30.000000 | Lunch  |
      | 0:03:30.000001 | Busy   |

  @PRS-12
  Scenario: An agent who has as much work as the capacity allows is computed as Do not disturb
    Given ana has a capacity of 1 with 0 in use
    When ana dials 5550100
    And time passes by 10 s
    And ana chooses the presence Lunch by client
    And ana dials 911
    And the PSAP answers call 2 of ana
    And ana loses the client
    And the PSAP hangs up call 2 of ana
    And time passes by 10 min
    And ana comes back
    Then we see that the base status of ana is busy-dnd

  @PRS-12
  Scenario: Work that ended without a client is no cause any more
    When ana dials 5550100
    And time passes by 10 s
    Then we see that the presence of ana is Busy
    When ana dials 911
    And the PSAP answers call 2 of ana
    And ana loses the client
    And the customer hangs up call 1 of ana
    And the PSAP hangs up call 2 of ana
    And time passes by 1 min
    And ana comes back
    Then we see that the presence of ana is Available

  @PRS-12
  Scenario: A client that is lost twice
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana loses the client
    And time passes by 2 min
    And ana comes back
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    And ana loses the client
    Then we see that the presence of ana is Offline
    When time passes by 1 min
    And the PSAP hangs up call 1 of ana
    And time passes by 1 min
    And ana comes back
    Then we see that the presence of ana is Lunch

  @PRS-12
  Scenario: A disconnect during a callback
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And ana chooses the presence Lunch by client
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And ana loses the client
    Then we see that the presence of ana is Offline
    When time passes by 1 min
    And ana comes back
    Then we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Lunch

  @PRS-12 @reading:PRS-06=default
  Scenario: A drop while no client is connected
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana loses the client
    And time passes by 10 s
    And the carrier drops call 1 of ana
    Then we see that the presence of ana is Offline
    When ana comes back
    Then we see that the presence of ana is Lunch
