Feature: A callback comes first
  A callback is offered to the agent who dialled, before all other work, past presence and wrap-up, and to nobody else.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
  @slice @CBR-01
  Scenario: After a drop the callback is offered to that agent and to nobody else
    Given the queue support admits agents in Do not disturb
    And agent ben is signed in in US
    And ana serves the queue support
    And ben serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we never saw that a callback is offered at ben
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

  @slice @CBR-02 @reading:PRS-06=default
  Scenario: Fifty waiting items and five that arrive at once do not come before the callback
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    And 10 voice items of urgent priority wait in the queue support from place 1
    And 10 chat items of low priority wait in the queue support from place 11
    And 10 voice items of high priority wait in the queue support from place 21
    And 20 chat items of normal priority wait in the queue support from place 31
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And the carrier drops call 1 of ana
    Then we see that a voice is offered at ana
    When 5 customers call the queue support with urgent priority
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we do not see that a voice is offered at ana
    When ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    Then we see that a voice is offered at ana
    When ana accepts and ends 55 offers
    Then the history of ana holds 55 rows

  @slice @CBR-02
  Scenario: Urgent items of the same instant and after the callback wait
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 1 min
    And 3 customers call the queue support with urgent priority
    And the PSAP calls the callback number of call 1 of ana
    And 3 customers call the queue support with urgent priority
    Then we see that a callback is offered at ana
    And we do not see that a voice is offered at ana

  @slice @CBR-05 @reading:PRS-06=default
  Scenario Outline: A callback passes every status that a connected agent can have
    Given the presence record Lunch stands on the base status away
    And the presence of ana is <record> set by <setter>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    Then we see that the presence of ana is <record>
    When time passes by 10 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | record       | setter |
      | Busy         | system |
      | "Busy - DND" | agent  |
      | Away         | agent  |
      | Offline      | agent  |
      | Lunch        | agent  |

    @reading:PRS-04=default
    Examples:
      | record       | setter |
      | Inactive     | system |

  @slice @CBR-05
  Scenario: A callback passes wrap-up
    Given wrap-up of ana is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And ana ends callback 1 of ana
    And ana closes the wrap-up
    Then we see that the presence of ana is Available
