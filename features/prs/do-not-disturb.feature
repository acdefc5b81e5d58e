Feature: Do not disturb during an emergency call
  The status changes at the dial, whatever it was, and the exact record returns when the call is over.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence record Focus stands on the base status busy-dnd

  @slice @PRS-01 @PRS-04
  Scenario Outline: Every status becomes Do not disturb and the exact record returns
    Given the presence of ana is <record> set by <setter>
    When ana dials 911
    Then we see that the base status of ana is busy-dnd
    When the PSAP answers call 1 of ana
    And time passes by 2 min
    And ana ends call 1 of ana
    Then we see that the presence of ana is <record>
    And we do not see that the emergency alert of ana is shown

    Examples:
      | record       | setter |
      | Available    | agent  |
      | Busy         | system |
      | "Busy - DND" | agent  |
      | Away         | agent  |
      | Offline      | agent  |
      | Lunch        | agent  |

    @reading:PRS-04=default
    Examples:
      | record       | setter |
      | Inactive     | system |

  @slice @PRS-02
  Scenario: Do not disturb does not wait for an answer that comes after ten seconds
    Given the PSAP answers after 10 s
    When ana dials 911
    Then we see that the base status of ana is busy-dnd
    When time passes by 15 s
    Then we see that call 1 of ana is answered
    And within 0 s of the dial of call 1 of ana we saw that the base status of ana is busy-dnd

  @slice @PRS-02
  Scenario: Do not disturb holds although nobody ever answers
    When ana dials 911
    And time passes by 2 min
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is Available

  @slice @PRS-05 @PRS-04
  Scenario Outline: An agent in Do not disturb stays there from the dial until after the restore
    Given the presence of ana is <record> set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And ana ends call 1 of ana
    And time passes by 1 min
    Then we see that the presence of ana is <record>
    And we never saw that the base status of ana is available

    Examples:
      | record       |
      | "Busy - DND" |
      | Focus        |

  @slice @PRS-06
  Scenario Outline: The record also returns when somebody else ends the call
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And <end>
    Then we see that the presence of ana is Lunch
    And we never saw that call 1 of ana is answered

    Examples:
      | end                                     |
      | the PSAP rejects call 1 of ana with 603 |
      | the PSAP hangs up call 1 of ana         |

    @reading:PRS-06=default
    Examples:
      | end                                     |
      | the carrier drops call 1 of ana         |

  @slice @PRS-06
  Scenario Outline: The record also returns when an answered call is ended by somebody else
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 30 s
    And <end>
    Then we see that the presence of ana is Lunch

    Examples:
      | end                             |
      | the PSAP hangs up call 1 of ana |

    @reading:PRS-06=default
    Examples:
      | end                             |
      | the carrier drops call 1 of ana |
