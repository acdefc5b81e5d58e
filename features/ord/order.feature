Feature: What comes before what
  The emergency service can call back from the first second of the call, and nothing on the agent's screen says that the call
  is over while somebody still hears the agent.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @ORD-01 @reading:PRS-06=default
  Scenario Outline: The number comes before the leg, and the end of the leg before all that follows it
    When ana dials 911
    And time passes by 5 s
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And <end>
    And time passes by 1 min
    Then we saw first that a number is leased for call 1 of ana and then that a leg of call 1 of ana is offered on direct
    And from 0 s after the answer of call 1 of ana until 1 s before the end of call 1 of ana we saw that the base status of ana is busy-dnd
    And we see that the presence of ana is Lunch
    And we see that the emergency alert of ana is hidden

    Examples:
      | end                             |
      | ana ends call 1 of ana          |
      | the PSAP hangs up call 1 of ana |
      | the carrier drops call 1 of ana |

  @ORD-01 @reading:PRS-06=default
  Scenario Outline: So it is with a call that nobody answers
    When ana dials 911
    And <end>
    And time passes by 1 min
    Then we saw first that a number is leased for call 1 of ana and then that a leg of call 1 of ana is offered on direct
    And we never saw that call 1 of ana is answered
    And we see that the presence of ana is Lunch

    Examples:
      | end                                     |
      | ana ends call 1 of ana                  |
      | the PSAP rejects call 1 of ana with 603 |
      | the carrier drops call 1 of ana         |

  @ORD-01
  Scenario: The next call is as the first
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And time passes by 5 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    And time passes by 5 s
    Then we saw first that a number is leased for call 2 of ana and then that a leg of call 2 of ana is offered on direct
    And we see that the presence of ana is Lunch

  @ORD-01
  Scenario: The number comes before the first of several legs
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 5 s
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And time passes by 5 s
    Then we saw first that a number is leased for call 1 of ana and then that a leg of call 1 of ana is offered on sbc-1
    And we saw first that a leg of call 1 of ana comes back with 503 and then that a leg of call 1 of ana is offered on sbc-2

  @ORD-01
  Scenario: Do not disturb and the alert stay until the last trunk has failed
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    And the trunk sbc-2 fails every leg with 504
    When ana dials 911
    And time passes by 1 min
    Then we saw first that a leg of call 1 of ana comes back with 503 and then that a leg of call 1 of ana comes back with 504
    And we see that the presence of ana is Lunch
    And we see that the emergency alert of ana is hidden
