Feature: Other readings of what follows the call
  A deployment may declare that an Inactive of before the call is computed anew, or that Do not disturb lasts beyond a drop,
  since a callback is then to be expected.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away

  @PRS-04 @reading:PRS-04=default
  Scenario: Inactive returns literally
    Given the presence of ana is Inactive set by system
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    Then we see that the presence of ana is Inactive

  @PRS-04 @reading:PRS-04=recompute-inactive
  Scenario Outline: Inactive is computed anew, and any other status returns
    Given the presence of ana is <record> set by <setter>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    Then we see that the presence of ana is <then>

    Examples:
      | record   | setter | then      |
      | Inactive | system | Available |
      | Away     | agent  | Away      |
      | Lunch    | agent  | Lunch     |

  @PRS-04 @reading:PRS-04=recompute-inactive
  Scenario: Inactive is computed by the work in hand
    Given the presence of ana is Inactive set by system
    When ana dials 5550100
    And time passes by 10 s
    Then we see that the presence of ana is Inactive
    When ana dials 911
    And the PSAP answers call 2 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Busy

  @PRS-06 @reading:PRS-06=hold-after-drop
  Scenario Outline: After a drop Do not disturb lasts until a callback has ended
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    Then we see that the base status of ana is busy-dnd
    When time passes by 10 min
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    Then we see that the base status of ana is busy-dnd
    When the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When <end>
    Then we see that the presence of ana is Lunch

    Examples:
      | end                                 |
      | ana ends callback 2 of ana          |
      | the PSAP hangs up callback 2 of ana |

  @PRS-06 @reading:PRS-06=hold-after-drop
  Scenario: After a drop Do not disturb lasts until the agent chooses a presence
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 10 min
    Then we see that the base status of ana is busy-dnd
    When ana chooses the presence Available by client
    Then we see that the presence of ana is Available
    When time reaches 61 min after the dial of call 1 of ana
    Then we see that the presence of ana is Available

  @PRS-06 @reading:PRS-06=hold-after-drop
  Scenario Outline: After a drop Do not disturb lasts until the window is over
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <span> after the dial of call 1 of ana
    Then we see that the presence of ana is <record>
    When time passes by 1 tick
    Then we see that the presence of ana is Lunch

    Examples:
      | span          | record       |
      | 60 min        | "Busy - DND" |
      | 60 min 1 tick | Lunch        |

  @PRS-06 @reading:PRS-06=hold-after-drop
  Scenario Outline: After any other end the record returns at once
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And <end>
    Then we see that the presence of ana is Lunch
    And we never saw that call 1 of ana is answered

    Examples:
      | end                                     |
      | the PSAP rejects call 1 of ana with 603 |
      | the PSAP hangs up call 1 of ana         |
