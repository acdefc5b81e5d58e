Feature: Every callback inside the window
  However the emergency call ended, however often the emergency service calls back, and whether or not the agent answers:
  the next callback is offered again.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the queue support admits agents in Do not disturb
    And ana serves the queue support
    And agent ben is signed in in US
    And ben serves the queue support

  @CBR-07
  Scenario Outline: After a normal end the callback reaches the agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And <end> call 1 of ana
    And time reaches <span> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we never saw that a callback is offered at ben
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

    Examples:
      | end               | span       |
      | ana ends          | 3 min      |
      | the PSAP hangs up | 3 min      |

    @tolerance:expiry-grace=0s
    Examples:
      | end               | span       |
      | ana ends          | 60 min     |
      | the PSAP hangs up | 60 min     |

  @CBR-07
  Scenario: A call that its agent ends before the answer is called back too
    When ana dials 911
    And ana ends call 1 of ana
    And time passes by 20 s
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-08
  Scenario: Callback after callback is offered, to the last instant of the window
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And time passes by 10 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And the PSAP hangs up callback 2 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 3 of ana
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And ana ends callback 4 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-08 @reading:CBR-08=default
  Scenario: The number carries the privilege, whoever calls it
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

  @CBR-08 @reading:CBR-08=psap-only
  Scenario: Only a PSAP is put through where the number alone carries no privilege
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the callback number of call 1 of ana
    Then we see that callback 1 of ana is told not in service
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-08
  Scenario: A PSAP that calls from another number of its own is put through
    Given the PSAP calls from the number +15550139999
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-12
  Scenario: An unanswered callback rings until the caller gives up, and the next one is offered
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana ignores the offer
    And time passes by 20 min
    Then we see that a callback is offered at ana
    And we never saw that a callback is offered at ben
    When the PSAP gives up callback 1 of ana
    Then we do not see that a callback is offered at ana
    When time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we never saw that a callback is offered at ben

  @CBR-12 @reading:PRS-06=default
  Scenario: A declined callback is told busy, and the next one is offered
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana declines the offer
    Then we see that callback 1 of ana is told busy
    And we never saw that a callback is offered at ben
    And we see that the presence of ana is Available
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana declines the offer
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 3 of ana is answered

  @CBR-12
  Scenario: A second callback is offered while the first still rings
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    Then we see that a callback is offered at ana
    When ana declines the offer
    Then we see that callback 2 of ana is told busy
    And we do not see that a callback is offered at ana
    And we never saw that a callback is offered at ben
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-12
  Scenario: The network may lose a callback that rings
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the carrier drops callback 1 of ana
    Then we do not see that a callback is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
