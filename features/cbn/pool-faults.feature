Feature: A number pool that is out of order
  It gives no number in time. The dial goes out all the same, under the number that the agent holds or under the tenant's own.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @CBN-09
  Scenario Outline: A pool that is out of order holds no dial up
    Given the number pool is <fault>
    When ana dials 911
    And time passes by 2 s
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    When the PSAP answers call 1 of ana
    And time passes by 1 min
    And ana ends call 1 of ana
    Then we see that call 1 of ana is closed

    Examples:
      | fault          |
      | stopped        |
      | slow by 500 ms |
      | slow by 10 s   |

  @CBN-09
  Scenario: A pool that answers with a failure holds no dial up
    Given the number pool fails with 503
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct

  @CBN-09 @CBN-03
  Scenario: While the pool is out of order an agent who holds a number is called back on it
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 10 min
    And the number pool stops
    And ana dials 911
    And time passes by 2 s
    Then we see that a leg of call 2 of ana is offered on direct
    When the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And the number pool recovers
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana
