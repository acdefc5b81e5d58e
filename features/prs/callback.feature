Feature: Presence and callbacks
  A callback that is accepted is an emergency call of its own: Do not disturb from the accept on, and at its end the record
  of that moment. One that is not accepted changes nothing.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence record Focus stands on the base status busy-dnd

  @PRS-08
  Scenario Outline: An accepted callback gives back the record of the moment of the accept
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana chooses the presence <record> by client
    And time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that the presence of ana is <record>
    When ana accepts the offer
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When <end>
    Then we see that the presence of ana is <record>

    Examples:
      | record       | end                                 |
      | Available    | ana ends callback 1 of ana          |
      | Away         | ana ends callback 1 of ana          |
      | Lunch        | the PSAP hangs up callback 1 of ana |
      | "Busy - DND" | the PSAP hangs up callback 1 of ana |
      | Focus        | ana ends callback 1 of ana          |
      | Offline      | the carrier drops callback 1 of ana |

  @PRS-08
  Scenario: A status that changes while the callback rings is the one that returns
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana chooses the presence Away by client
    And ana accepts the offer
    Then we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Away

  @PRS-08
  Scenario Outline: A callback that is not accepted changes no presence
    Given the presence of ana is <record> set by <setter>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP hangs up call 1 of ana
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    And ana ignores the offer
    Then we see that the presence of ana is <record>
    When time passes by 30 s
    And <untaken>
    Then we see that the presence of ana is <record>
    When time passes by 1 min
    Then we see that the presence of ana is <record>

    Examples:
      | record       | setter | untaken                             |
      | Available    | agent  | ana declines the offer              |
      | Available    | system | the PSAP gives up callback 1 of ana |
      | Busy         | agent  | the PSAP gives up callback 1 of ana |
      | "Busy - DND" | agent  | ana declines the offer              |
      | Away         | agent  | ana declines the offer              |
      | Offline      | agent  | the PSAP gives up callback 1 of ana |
      | Lunch        | agent  | ana declines the offer              |
      | Focus        | agent  | the PSAP gives up callback 1 of ana |

    @reading:PRS-04=default
    Examples:
      | record       | setter | untaken                             |
      | Inactive     | system | the PSAP gives up callback 1 of ana |

  @PRS-08
  Scenario: After two that were not accepted the third sets and gives back
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP hangs up call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana declines the offer
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 2 of ana
    Then we see that the presence of ana is Lunch
    When the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    Then we see that the base status of ana is busy-dnd
    When ana ends callback 3 of ana
    Then we see that the presence of ana is Lunch
