Feature: No ordinary work during an emergency call
  While a leg is up nothing else is offered to the agent, not even from queues that give work to agents in Do not disturb.
  Work that was ringing already is withdrawn, keeps its place and counts neither as missed nor as declined.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @PRS-11
  Scenario Outline: Work that comes while the leg is up waits until it has ended
    Given the queue support <admission> agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And a customer calls the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When time passes by 2 min
    Then we do not see that a voice is offered at ana
    When <end>
    Then we see that a voice is offered at ana

    Examples:
      | admission | end                             |
      | admits    | ana ends call 1 of ana          |
      | skips     | the PSAP hangs up call 1 of ana |

  @PRS-11
  Scenario: An agent in Do not disturb gets work of a queue that admits it before the dial and after the call
    Given the queue support admits agents in Do not disturb
    And ana serves the queue support
    And the presence of ana is "Busy - DND" set by agent
    When a customer calls the queue support with normal priority
    Then we see that a voice is offered at ana
    When ana accepts the offer
    And the customer hangs up item 1 of ana
    And ana chooses the presence "Busy - DND" by client
    And ana dials 911
    And 3 customers call the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    Then we see that a voice is offered at ana

  @PRS-11 @PRS-08
  Scenario: No work while a callback is up
    Given the queue support admits agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP hangs up call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And 2 customers call the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When ana ends callback 1 of ana
    Then we see that a voice is offered at ana

  @PRS-11
  Scenario: A call to the agent's own number waits
    Given ana owns the number +15550120009
    When ana dials 911
    And the PSAP answers call 1 of ana
    And a customer calls +15550120009
    Then we do not see that a voice is offered at ana
    When ana ends call 1 of ana
    Then we see that a voice is offered at ana

  @PRS-11
  Scenario: A queue that the agent is given meanwhile brings no work
    Given the queue sales admits agents in Do not disturb
    And 10 chat items of urgent priority wait in the queue sales from place 1
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the administrator changes the queues of ana to sales
    Then we do not see that a chat is offered at ana
    When ana ends call 1 of ana
    Then we see that a chat is offered at ana

  @PRS-14 @PRS-11
  Scenario Outline: Work that rings when the dial is accepted is withdrawn and comes back first
    Given the queue support <admission> agents in Do not disturb
    And ana serves the queue support
    When 3 customers call the queue support with normal priority
    Then we see that a voice is offered at ana
    When ana dials 911
    Then we do not see that a voice is offered at ana
    And we never saw that a voice is missed at ana
    And we never saw that a voice is declined at ana
    When the PSAP answers call 1 of ana
    And time passes by 1 min
    And <end>
    Then we see that a voice is offered at ana
    When ana accepts and ends 3 offers
    Then the history of ana holds 3 rows

    Examples:
      | admission | end                             |
      | admits    | ana ends call 1 of ana          |
      | skips     | the PSAP hangs up call 1 of ana |

  @PRS-14
  Scenario: Items that waited from the start keep their places
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    And 5 chat items of high priority wait in the queue support from place 1
    When ana dials 911
    Then we do not see that a chat is offered at ana
    When the PSAP answers call 1 of ana
    And 2 customers call the queue support with high priority
    And ana ends call 1 of ana
    Then we see that a chat is offered at ana
    When ana accepts and ends 7 offers
    Then the history of ana holds 7 rows

  @PRS-14 @CBR-07
  Scenario: Work that rings when a callback alerts is withdrawn and comes back first
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And 2 customers call the queue support with normal priority
    Then we see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we do not see that a voice is offered at ana
    And we never saw that a voice is missed at ana
    And we never saw that a voice is declined at ana
    When ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    Then we see that a voice is offered at ana
    When ana accepts and ends 2 offers
    Then the history of ana holds 2 rows

  @PRS-14 @PRS-08
  Scenario Outline: It comes back too when the callback is not accepted
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And 2 customers call the queue support with normal priority
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    Then we do not see that a voice is offered at ana
    When <untaken>
    Then we see that a voice is offered at ana
    And we see that the presence of ana is Available

    Examples:
      | untaken                             |
      | ana declines the offer              |
      | the PSAP gives up callback 1 of ana |

  @PRS-14
  Scenario: Another agent is offered what was withdrawn, in its place
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    And agent ben is signed in in US
    And ben calls from the number +15550120000
    And ben serves the queue support
    And the presence of ben is Away set by agent
    When 2 customers call the queue support with normal priority
    Then we see that a voice is offered at ana
    When ben chooses the presence Available by client
    And ben accepts the offer
    Then we do not see that a voice is offered at ben
    When ana dials 911
    Then we do not see that a voice is offered at ana
    And we see that a voice is offered at ben

  @ELG-06 @reading:ELG-06=default
  Scenario: A dial that is refused leaves what rings alone
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When a customer calls the queue support with normal priority
    And the browser location of ana turns off
    And ana dials 911
    Then the dial of ana is refused with location_unavailable
    And we see that a voice is offered at ana
    When time passes by 1 min
    Then we see that a voice is offered at ana
