Feature: Clocks and the callback window
  The sixty minutes are elapsed time. A wall clock that is set, an agent who travels and a night on which the clocks change
  neither end the window early nor prolong it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBN-05 @tolerance:expiry-grace=0s
  Scenario Outline: A change of clock or zone moves the end by no tick
    Given agent ana is signed in in US
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 20 min
    And <change>
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

    Examples:
      | change                                               |
      | the wall clock steps forward by 2 h                  |
      | the wall clock steps back by 2 h                     |
      | the wall clock steps forward by 1 s                  |
      | the wall clock steps back by 1 s                     |
      | the time zone of ana changes to America/Los_Angeles  |
      | the time zone of ana changes to Europe/Copenhagen    |

  @CBN-05
  Scenario Outline: Well inside the window and long after it a change of clock or zone makes no difference
    Given agent ana is signed in in US
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And <change>
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time reaches 76 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

    Examples:
      | change                                               |
      | the wall clock steps forward by 1 h                  |
      | the wall clock steps back by 1 h                     |
      | the time zone of ana changes to America/Los_Angeles  |
      | the time zone of ana changes to Europe/London        |

  @CBN-05 @tolerance:expiry-grace=0s
  Scenario Outline: On the night that shows an hour twice its two half hours lie an hour apart
    Given the run starts at <first>
    And agent ana is signed in in <territory>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <second>
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

    Examples:
      | territory | first                     | second                    |
      | US        | 2026-11-01T01:30:00-04:00 | 2026-11-01T01:30:00-05:00 |
      | CA        | 2026-11-01T01:30:00-04:00 | 2026-11-01T01:30:00-05:00 |
      | GB        | 2026-10-25T01:30:00+01:00 | 2026-10-25T01:30:00+00:00 |
      | DK        | 2026-10-25T02:30:00+02:00 | 2026-10-25T02:30:00+01:00 |

  @CBN-05 @tolerance:expiry-grace=0s
  Scenario Outline: The hour that a spring night leaves out is none of the sixty minutes
    Given the run starts at <before>
    And agent ana is signed in in <territory>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <after>
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

    Examples:
      | territory | before                    | after                     |
      | US        | 2026-03-08T01:30:00-05:00 | 2026-03-08T03:30:00-04:00 |
      | GB        | 2026-03-29T00:30:00+00:00 | 2026-03-29T02:30:00+01:00 |
      | DK        | 2026-03-29T01:30:00+01:00 | 2026-03-29T03:30:00+02:00 |

  @CBN-05 @tolerance:expiry-grace=0s
  Scenario Outline: Where no clock changes that night, one that is changed all the same moves nothing
    Given the run starts at <before>
    And agent ana is signed in in PR
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 30 min
    And the wall clock steps <direction> by 1 h
    And time reaches <after>
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

    Examples:
      | before                    | direction | after                     |
      | 2026-11-01T01:30:00-04:00 | back      | 2026-11-01T02:30:00-04:00 |
      | 2026-03-08T01:30:00-04:00 | forward   | 2026-03-08T02:30:00-04:00 |

  @CBN-05 @CBN-06 @tolerance:expiry-grace=0s
  Scenario Outline: Two agents whose clocks go apart that night have windows of the same length
    Given the run starts at <start>
    And agent ana is signed in in US
    And agent ben is signed in in PR
    And ben calls from the number +15550120000
    When ana dials 911
    And ben dials 911
    And the PSAP answers call 1 of ana
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ana
    And the carrier drops call 1 of ben
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at ana
    And we see that a callback is offered at ben

    Examples:
      | start                |
      | 2026-11-01T05:30:00Z |
      | 2026-03-08T06:30:00Z |
