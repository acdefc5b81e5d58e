Feature: A thousand agents who dial within a second
  Whatever takes one thing after the other, counts per tenant or drops what is too much shows now.

  @ORD-04 @heavy
  Scenario: Each of them is in Do not disturb, has a number of its own, and the contacts of each are told
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And the number pool has 1000 numbers with a quarantine of 10 min
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com"
    And agent ben is signed in in US
    And ben calls from the number +15550120000
    And the emergency contacts of ben are "desk@example.com"
    And 998 more agents are signed in in US and call from the number +15550120000
    When 1000 agents dial 911 within 1 s
    And the carrier drops call 1 of ana
    And the carrier drops call 1 of ben
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at ben
    And we never saw that a callback is offered at ana
    And we never saw that the number pool is exhausted
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And 1 mails of the kind dial went out for ana
