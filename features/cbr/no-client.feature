Feature: A callback while no client of the agent is connected
  The emergency service is not put into a queue and not sent to a machine. It rings on, the contacts of that dial are told,
  and the agent who connects in time is offered the callback.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the queue support admits agents in Do not disturb
    And ana serves the queue support
    And agent ben is signed in in US
    And ben serves the queue support

  @CBR-11 @CBR-14
  Scenario: The callback rings on and is offered when the agent comes back
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana loses the client
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    Then we do not see that a callback is offered at ana
    And we never saw that a callback is offered at ben
    And 1 mails of the kind unreachable went out for ana
    And we see that the incident callback_unreachable is raised
    When time passes by 30 s
    And ana comes back
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

  @CBR-11 @CBR-14
  Scenario Outline: Whatever took the agent away, the caller goes nowhere else
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And <away>
    And time passes by 10 min
    And the PSAP calls the callback number of call 1 of ana
    And time passes by 5 min
    And the PSAP gives up callback 1 of ana
    Then we never saw that a callback is offered at ana
    And we never saw that a callback is offered at ben
    And 1 mails of the kind unreachable went out for ana

    Examples:
      | away                                          |
      | ana loses the client                          |
      | ana signs out                                 |
      | the session of ana expires                    |
      | the administrator signs ana out               |
      | the administrator removes the account of ana  |

  @CBR-11
  Scenario: The agent who signs in again in time is offered the callback
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana signs out
    And time passes by 20 min
    And the PSAP calls the callback number of call 1 of ana
    And time passes by 1 min
    And ana signs in
    Then we see that a callback is offered at ana

  @CBR-11
  Scenario: The agent who comes back too late is offered nothing
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    And ana comes back
    Then we never saw that a callback is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-11
  Scenario: Two callbacks that ring on are both offered
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And time passes by 1 min
    And ana comes back
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that a callback is offered at ana

  @CBR-14
  Scenario: However often the caller tries, the contacts are told once for a number
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    And time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 2 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then 1 mails of the kind unreachable went out for ana

  @CBR-14
  Scenario: Each number has a notice of its own
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP calls the callback number of call 2 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then 2 mails of the kind unreachable went out for ana

  @CBR-14
  Scenario: The contacts are those that were saved at the dial
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the administrator saves the contacts of ana as "other@example.com"
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    Then 1 mails of the kind unreachable went out for ana

  @CBR-14 @reading:NTF-07=default
  Scenario: A mailbox that was disabled at the dial sends no notice
    Given the mailbox of ana is disabled
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the administrator turns the mailbox of ana enabled
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    Then 0 mails of the kind unreachable went out for ana
    And we see that the incident callback_unreachable is raised

  @CBR-14
  Scenario: A mailbox that is disabled after the dial sends the notice
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the administrator turns the mailbox of ana disabled
    And ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    Then 1 mails of the kind unreachable went out for ana

  @CBR-14
  Scenario: Nobody is told where no contact is saved
    Given agent cho is signed in in US
    And cho calls from the number +15550120000
    When cho dials 911
    And the PSAP answers call 1 of cho
    And the carrier drops call 1 of cho
    And cho loses the client
    And the PSAP calls the callback number of call 1 of cho
    Then 0 mails of the kind unreachable went out for cho
    And we see that the incident callback_unreachable is raised

  @CBR-11
  Scenario: No notice goes out for a callback that is offered
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    Then 0 mails of the kind unreachable went out for ana
    When ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    Then 1 mails of the kind unreachable went out for ana
