Feature: An ordinary call makes room for a callback
  A callback reaches an agent who talks to a customer. The customer is held, not lost, until the agent takes the call up
  again.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBR-06
  Scenario: The call that the agent dialled is held at the accept and resumed after the callback
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 5550100
    And time passes by 10 s
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we do not see that call 2 of ana is closed
    When ana accepts the offer
    Then we see that a voice is held at ana
    When ana ends callback 1 of ana
    Then we see that a voice is held at ana
    When ana resumes call 2 of ana
    Then we do not see that a voice is held at ana
    And we see that a voice is connected at ana
    When ana ends call 2 of ana
    Then we do not see that a voice is connected at ana
    And we see that the presence of ana is Available

  @CBR-06
  Scenario: The call that the agent took from a queue is held at the accept and resumed after the callback
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with normal priority
    And ana accepts the offer
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    Then we see that a voice is held at ana
    When the PSAP hangs up callback 1 of ana
    And ana resumes item 1 of ana
    Then we see that a voice is connected at ana
    When the customer hangs up item 1 of ana
    Then we do not see that a voice is connected at ana
    And we see that the presence of ana is Available

  @CBR-06 @reading:PRS-06=default
  Scenario: A callback that the agent declines leaves the ordinary call as it is
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 5550100
    And time passes by 10 s
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana declines the offer
    Then we do not see that a voice is held at ana
    And we do not see that call 2 of ana is closed
    When ana ends call 2 of ana
    Then we see that the presence of ana is Available

  @CBR-06
  Scenario: The customer may leave while held
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 5550100
    And time passes by 10 s
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And the customer hangs up call 2 of ana
    Then we see that call 2 of ana is closed
    And we do not see that a voice is held at ana
    And we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then the history of ana holds 1 rows

  @CBR-06 @reading:CBR-06=default
  Scenario Outline: Whatever the agent chooses at the accept, the ordinary call is held
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 5550100
    And time passes by 10 s
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer to <accepting> the running call
    Then we see that a voice is held at ana
    When ana ends callback 1 of ana
    And ana resumes call 2 of ana
    Then we see that a voice is connected at ana

    Examples:
      | accepting |
      | hold      |
      | end       |
      | join      |

  @CBR-06
  Scenario: Two ordinary calls are held, and the agent resumes the one that matters
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with normal priority
    And ana accepts the offer
    And ana dials 5550100
    And time passes by 10 s
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And ana ends callback 1 of ana
    And ana resumes item 1 of ana
    Then we see that a voice is held at ana
    And we see that a voice is connected at ana
    When ana ends item 1 of ana
    And ana resumes call 2 of ana
    Then we do not see that a voice is held at ana
    And we see that a voice is connected at ana
