Feature: A crash and a restart
  What lives in memory alone is gone after a crash. The number that the emergency service has must still reach the agent, and
  nobody may be left in Do not disturb with nothing that would end it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @ORD-03 @reading:PRS-06=default
  Scenario Outline: A crash in the middle of a dial
    When the deployment crashes at its next <message> <side> the reply
    And ana dials 911
    And time passes by <down>
    And the deployment restarts
    And time passes by 5 s
    Then we see that the base status of ana is busy-dnd
    When the PSAP answers call 1 of ana
    And time passes by 1 min
    And the carrier drops call 1 of ana
    Then we see that the presence of ana is Lunch
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And 1 mails of the kind dial went out for ana

    Examples:
      | message        | side   | down   |
      | lease          | before | 1 tick |
      | lease          | before | 10 min |
      | lease          | after  | 1 tick |
      | lease          | after  | 10 min |
      | leg            | before | 1 tick |
      | leg            | before | 10 min |
      | leg            | after  | 1 tick |
      | leg            | after  | 10 min |
      | mail           | before | 1 tick |
      | mail           | before | 10 min |
      | mail           | after  | 1 tick |
      | mail           | after  | 10 min |
      | presence-write | before | 1 tick |
      | presence-write | before | 10 min |
      | presence-write | after  | 1 tick |
      | presence-write | after  | 10 min |

  @ORD-03
  Scenario Outline: A crash in the middle of a dial whose agent then ends the call
    When the deployment crashes at its next <message> <side> the reply
    And ana dials 911
    And the deployment restarts
    And time passes by 5 s
    And ana ends call 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | message        | side   |
      | lease          | before |
      | lease          | after  |
      | leg            | before |
      | leg            | after  |
      | mail           | before |
      | mail           | after  |
      | presence-write | before |
      | presence-write | after  |

  @ORD-03 @reading:PRS-06=default
  Scenario Outline: A crash during the call
    When ana dials 911
    And <before>
    And the deployment crashes
    And time passes by <down>
    And the deployment restarts
    And <end>
    Then we see that the presence of ana is Lunch
    And we see that the emergency alert of ana is hidden
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | before                         | down   | end                                     |
      | time passes by 5 s             | 1 tick | ana ends call 1 of ana                  |
      | time passes by 5 s             | 10 min | the PSAP rejects call 1 of ana with 603 |
      | the PSAP answers call 1 of ana | 1 tick | ana ends call 1 of ana                  |
      | the PSAP answers call 1 of ana | 10 min | ana ends call 1 of ana                  |
      | the PSAP answers call 1 of ana | 1 tick | the carrier drops call 1 of ana         |
      | the PSAP answers call 1 of ana | 10 min | the carrier drops call 1 of ana         |
      | the PSAP answers call 1 of ana | 10 min | the PSAP hangs up call 1 of ana         |

  @ORD-03
  Scenario Outline: The far end leaves while the deployment is down
    Given the PSAP answers after 2 s
    When ana dials 911
    And time passes by 10 s
    And the deployment crashes at its next <message> <side> the reply
    And <end>
    And time passes by <down>
    And the deployment restarts
    Then we see that the presence of ana is Lunch
    And we see that the emergency alert of ana is hidden
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | message        | side   | end                             | down   |
      | presence-write | before | ana ends call 1 of ana          | 1 tick |
      | presence-write | before | ana ends call 1 of ana          | 10 min |
      | presence-write | before | the PSAP hangs up call 1 of ana | 1 tick |
      | presence-write | before | the carrier drops call 1 of ana | 10 min |
      | presence-write | after  | ana ends call 1 of ana          | 1 tick |
      | presence-write | after  | ana ends call 1 of ana          | 10 min |
      | presence-write | after  | the PSAP hangs up call 1 of ana | 1 tick |
      | presence-write | after  | the carrier drops call 1 of ana | 10 min |

  @ORD-03
  Scenario Outline: A number that was leased before the crash reaches its agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <crash> after the dial of call 1 of ana
    And the deployment crashes
    And time reaches <restart> after the dial of call 1 of ana
    And the deployment restarts
    And time reaches <call> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | crash  | restart | call   |
      | 2 min  | 2 min   | 2 min  |
      | 10 min | 20 min  | 40 min |
      | 1 min  | 58 min  | 59 min |

  @ORD-03 @tolerance:expiry-grace=0s
  Scenario Outline: So it does up to the last instant of its window
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <crash> after the dial of call 1 of ana
    And the deployment crashes
    And time reaches <restart> after the dial of call 1 of ana
    And the deployment restarts
    And time reaches <call> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | crash  | restart | call   |
      | 2 min  | 2 min   | 60 min |
      | 1 min  | 58 min  | 60 min |
      | 59 min | 60 min  | 60 min |

  @CBR-10 @tolerance:expiry-grace=0s
  Scenario: A restart does not make the window longer
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 50 min
    And the deployment crashes
    And time passes by 1 min
    And the deployment restarts
    And time reaches 60 min 1 tick after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 1 of ana is told not in service

  @ORD-03
  Scenario Outline: A crash while a callback alerts
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the deployment crashes
    And time passes by <down>
    And the deployment restarts
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered
    And we see that the base status of ana is busy-dnd
    When the PSAP hangs up callback 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | down   |
      | 1 tick |
      | 10 min |

  @ORD-03
  Scenario Outline: A crash when a callback is accepted
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the deployment crashes at its next presence-write <side> the reply
    And ana accepts the offer
    And time passes by <down>
    And the deployment restarts
    And time passes by 5 s
    Then we see that the base status of ana is busy-dnd
    When the PSAP hangs up callback 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | side   | down   |
      | before | 1 tick |
      | before | 10 min |
      | after  | 1 tick |
      | after  | 10 min |

  @ORD-03
  Scenario Outline: A crash during a callback that the agent took
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the deployment crashes
    And time passes by <down>
    And the deployment restarts
    And <end>
    Then we see that the presence of ana is Lunch
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | down   | end                                 |
      | 1 tick | the PSAP hangs up callback 1 of ana |
      | 10 min | the PSAP hangs up callback 1 of ana |
      | 10 min | the carrier drops callback 1 of ana |

  @ORD-03
  Scenario: A callback that comes while the deployment is down is offered when it is ready
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    And the deployment crashes
    And time passes by 1 min
    And the deployment restarts
    And the deployment crashes
    And time passes by 1 min
    And the deployment restarts
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @ORD-03
  Scenario: The numbers of two agents still reach each its own after a restart
    Given agent ben is signed in in US
    And ben calls from the number +15550120000
    When ana dials 911
    And ben dials 911
    And the carrier drops call 1 of ana
    And the carrier drops call 1 of ben
    And the deployment crashes
    And time passes by 5 min
    And the deployment restarts
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at ben
    And we never saw that a callback is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
