Feature: An emergency dial over an ordinary call
  An agent who talks to a customer dials the emergency number. The customer waits on hold until the agent takes the call up
  again.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @ELG-13 @ELG-01
  Scenario: The call that the agent dialled is held until the agent resumes it
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    Then we see that the dial of call 2 of ana is accepted
    And we see that a voice is held at ana
    And we do not see that call 1 of ana is closed
    When the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    Then we see that a voice is held at ana
    When time passes by 30 s
    And ana resumes call 1 of ana
    Then we see that a voice is connected at ana
    And we do not see that a voice is held at ana
    When ana ends call 1 of ana
    Then we see that the presence of ana is Available

  @ELG-13
  Scenario: The call that the agent took from a queue is held until the agent resumes it
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When a customer calls the queue support with normal priority
    And ana accepts the offer
    And ana dials 911
    Then we see that a voice is held at ana
    When the PSAP answers call 1 of ana
    And the PSAP hangs up call 1 of ana
    Then we see that a voice is held at ana
    When ana resumes item 1 of ana
    Then we see that a voice is connected at ana
    When ana ends item 1 of ana
    Then we see that the presence of ana is Available

  @ELG-13
  Scenario: A call to the agent's own number is held, and its customer may leave meanwhile
    Given ana owns the number +15550125555
    When a customer calls +15550125555
    And ana accepts the offer
    And ana dials 911
    Then we see that a voice is held at ana
    When the PSAP answers call 1 of ana
    And the customer hangs up item 1 of ana
    Then we do not see that a voice is held at ana
    And we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then the history of ana holds 1 rows

  @ELG-13
  Scenario: The emergency dial is accepted over a call that is still ringing
    When ana dials 5550100
    And ana dials 911
    Then we see that the dial of call 2 of ana is accepted
    And we see that a voice is held at ana

  @ELG-13
  Scenario: The ordinary call stays on hold when the emergency call is rejected
    Given the PSAP rejects every call with 486
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And time passes by 10 s
    Then we see that the dial of call 2 of ana fails
    And we see that a voice is held at ana
    When ana resumes call 1 of ana
    Then we see that a voice is connected at ana

  @ELG-13
  Scenario: A held call cannot be resumed while the emergency call lasts
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And ana resumes call 1 of ana
    Then we see that an act of ana is refused with control_not_available
    And we see that a voice is held at ana
    When the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    Then we see that a voice is held at ana
    When ana ends callback 1 of ana
    And ana resumes call 1 of ana
    Then we see that a voice is connected at ana
