Feature: The callback window
  The temporary number leads back to the agent for sixty minutes from the dial, and no longer.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
  @slice @CBN-03 @CBR-01
  Scenario Outline: A callback inside the window reaches the agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 30 s
    And the carrier drops call 1 of ana
    And time reaches <span> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | span        |
      | 1 min       |
      | 59 min 1 s  |

    @tolerance:expiry-grace=0s
    Examples:
      | span                |
      | 59 min 59 s 999 ms  |
      | 60 min              |

  @slice @CBR-10
  Scenario Outline: A callback after the window reaches nobody
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 30 s
    And the carrier drops call 1 of ana
    And time reaches <span> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 1 of ana is told not in service
    And we do not see that a callback is offered at ana

    @tolerance:expiry-grace=0s
    Examples:
      | span           |
      | 60 min 1 tick  |
      | 61 min         |

    @tolerance:expiry-grace=4min
    Examples:
      | span    |
      | 65 min  |

    Examples:
      | span    |
      | 76 min  |

  @slice @CBN-03 @CBR-10 @tolerance:expiry-grace=0s
  Scenario: An answer ten minutes late does not move the window
    Given the PSAP answers after 10 min
    When ana dials 911
    And time passes by 11 min
    And the carrier drops call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service
