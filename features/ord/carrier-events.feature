Feature: Carrier events that come again, late or in another order
  Networks repeat what was not confirmed, and what took a longer way comes late. Neither is a second event.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @ORD-02
  Scenario Outline: What comes again after the call changes no presence
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And <end>
    And ana chooses the presence Away by client
    And the carrier <again> its last <count> events
    Then we see that the presence of ana is Away
    And 1 mails of the kind dial went out for ana

    Examples:
      | end                             | again    | count |
      | the PSAP hangs up call 1 of ana | repeats  | 1     |
      | the PSAP hangs up call 1 of ana | repeats  | 3     |
      | the PSAP hangs up call 1 of ana | reorders | 3     |
      | the carrier drops call 1 of ana | repeats  | 1     |
      | the carrier drops call 1 of ana | reorders | 3     |
      | ana ends call 1 of ana          | repeats  | 2     |
      | ana ends call 1 of ana          | reorders | 2     |

  @ORD-02
  Scenario Outline: What comes again during the call changes nothing of it
    When ana dials 911
    And time passes by 5 s
    And the carrier <again> its last 1 events
    And the PSAP answers call 1 of ana
    And the carrier <again> its last 2 events
    Then we see that the base status of ana is busy-dnd
    And we do not see that call 1 of ana is closed
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch
    And 1 mails of the kind dial went out for ana

    Examples:
      | again    |
      | repeats  |
      | reorders |

  @ORD-02
  Scenario: The end of an earlier leg comes during a later one
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And the carrier delays its events by 10 s
    And the PSAP hangs up call 1 of ana
    And ana ends call 1 of ana
    And the carrier delays its events by 0 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time reaches 10 s after the end of call 1 of ana
    Then we see that the base status of ana is busy-dnd
    And we do not see that call 2 of ana is closed
    When time passes by 1 min
    And ana ends call 2 of ana
    Then we see that the presence of ana is Lunch
    And 2 mails of the kind dial went out for ana

  @ORD-02 @reading:PRS-06=default
  Scenario Outline: The end of an earlier leg comes again during a later one
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier <again> its last <count> events
    Then we see that the base status of ana is busy-dnd
    And we do not see that call 2 of ana is closed
    When ana ends call 2 of ana
    Then we see that the presence of ana is Lunch
    And 2 mails of the kind dial went out for ana

    Examples:
      | again    | count |
      | repeats  | 3     |
      | repeats  | 5     |
      | reorders | 5     |

  @ORD-02
  Scenario: An answer comes when the agent has ended the call
    When ana dials 911
    And time passes by 5 s
    And the carrier delays its events by 5 s
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And time reaches 5 s after the end of call 1 of ana
    Then we see that the presence of ana is Lunch
    And we see that the emergency alert of ana is hidden
    And 1 mails of the kind dial went out for ana

  @ORD-02 @reading:PRS-06=default
  Scenario: All that is told of a call comes a minute late
    When the carrier delays its events by 1 min
    And ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And the carrier drops call 1 of ana
    And time passes by 59 s
    Then we see that the base status of ana is busy-dnd
    When time passes by 2 s
    Then we see that the presence of ana is Lunch
    And 1 mails of the kind dial went out for ana

  @ORD-02
  Scenario Outline: A trunk says again that it failed while the next one rings
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 1 s
    And the carrier <again> its last 2 events
    Then we see that the base status of ana is busy-dnd
    And we do not see that call 1 of ana is closed
    When the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered
    And 1 mails of the kind dial went out for ana

    Examples:
      | again    |
      | repeats  |
      | reorders |

  @ORD-02
  Scenario Outline: A callback that is over is told of again
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the PSAP hangs up callback 1 of ana
    And the carrier <again> its last 3 events
    Then we see that the presence of ana is Lunch
    And we do not see that a callback is offered at ana

    Examples:
      | again    |
      | repeats  |
      | reorders |
