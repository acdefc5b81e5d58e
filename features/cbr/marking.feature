Feature: A marking that nobody verified
  Anybody can mark a call as a callback. To an ordinary number that is worth nothing.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And ana owns the number +15550125555

  @CBR-13
  Scenario: A marked call is not put through to an agent who is not to be disturbed
    When ana chooses the presence "Busy - DND" by client
    And a customer calls +15550125555
    Then we do not see that a voice is offered at ana
    When a customer calls +15550125555 with a callback marking
    Then we do not see that a voice is offered at ana
    And we do not see that a callback is offered at ana
    When ana chooses the presence Available by client
    Then we see that a voice is offered at ana
    And we never saw that a callback is offered at ana

  @CBR-13
  Scenario: A marked call to an agent who is free is an ordinary one
    When a customer calls +15550125555
    Then we see that a voice is offered at ana
    When ana declines the offer
    And a customer calls +15550125555 with a callback marking
    Then we see that a voice is offered at ana
    And we do not see that a callback is offered at ana
    When ana accepts the offer
    And ana ends item 1 of ana
    Then the history of ana holds 1 rows

  @CBR-13
  Scenario Outline: A marked call passes no rule
    Given the routing rule <rule> says <text>
    When a customer calls +15550125555
    And a customer calls +15550125555 with a callback marking
    Then we do not see that a voice is offered at ana
    And we do not see that a callback is offered at ana

    Examples:
      | rule           | text         |
      | forwarding     | +15550133333 |
      | blocked caller | all          |
      | inbound off    | all          |

  @CBR-13
  Scenario: A marked call does not come over an emergency call
    When ana dials 911
    And the PSAP answers call 1 of ana
    And a customer calls +15550125555
    And a customer calls +15550125555 with a callback marking
    Then we do not see that a voice is offered at ana
    And we do not see that a callback is offered at ana
