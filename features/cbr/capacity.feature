Feature: A callback passes every state of capacity
  An agent who can take no ordinary work takes the callback all the same.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the queue support admits agents in Do not disturb
    And ana serves the queue support

  @CBR-04
  Scenario Outline: A capacity of <limit> with <used> in use stops the customer and not the callback
    Given ana has a capacity of <limit> with <used> in use
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And a customer calls the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And ana ends callback 1 of ana
    Then we see that the presence of ana is Available

    Examples:
      | limit | used |
      | 0     | 0    |
      | 1     | 2    |

  @CBR-04
  Scenario: A full capacity that blocks assignments stops the customer and not the callback
    Given ana has a capacity of 2 with 2 in use
    And assignment blocking of ana is on
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-04
  Scenario: A full capacity that does not block assignments lets the customer pass, and then the callback
    Given ana has a capacity of 2 with 2 in use
    And assignment blocking of ana is off
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with urgent priority
    Then we see that a voice is offered at ana
    When ana accepts the offer
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-04
  Scenario: Ten open sessions make the agent Do not disturb and let the callback pass
    Given ana has a capacity of 20 with 0 in use
    And ana has 10 open sessions
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    And we see that the base status of ana is busy-dnd
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-04
  Scenario: Nine open sessions let one more customer pass, and the callback comes after the tenth
    Given ana has a capacity of 20 with 0 in use
    And ana has 9 open sessions
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with normal priority
    Then we see that a voice is offered at ana
    When ana accepts the offer
    And a customer calls the queue support with normal priority
    Then we do not see that a voice is offered at ana
    And we see that the base status of ana is busy-dnd
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And ana ends item 1 of ana
    Then we see that a voice is offered at ana

  @CBR-04
  Scenario: All states together stop the customer and not the callback
    Given ana has a capacity of 0 with 2 in use
    And assignment blocking of ana is on
    And ana has 10 open sessions
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-04
  Scenario: The limit falls below what is in use between drop and callback
    Given ana has a capacity of 2 with 0 in use
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls the queue support with normal priority
    And ana accepts the offer
    And the administrator changes the capacity of ana to 0
    And time passes by 15 min
    And a customer calls the queue support with urgent priority
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
