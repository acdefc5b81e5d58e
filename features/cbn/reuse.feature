Feature: Numbers that are given again
  A number rests before another agent gets it. When the pool has none left a number is used again, in a fixed order, and the
  dial is neither refused nor held up.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And agent ben is signed in in US
    And ben calls from the number +15550120000
    And agent carol is signed in in US
    And carol calls from the number +15550120000

  @CBN-07
  Scenario: While the window of one agent runs, another is given another number
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And ben dials 911
    Then we see that a number is leased for call 1 of ben
    And we never saw that the number pool is exhausted

  @CBN-07 @CBN-09
  Scenario: The end of its call sets no number free
    Given the number pool has 2 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 30 min after the dial of call 1 of ana
    And ben dials 911
    Then we see that a number is leased for call 1 of ben
    And we never saw that the number pool is exhausted
    When carol dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of carol is accepted

  @CBN-07 @tolerance:expiry-grace=0s
  Scenario: Without a rest a number is free one tick after its window
    Given the number pool has 1 numbers with a quarantine of 0 s
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 60 min 1 tick after the dial of call 1 of ana
    And ben dials 911
    Then we see that a number is leased for call 1 of ben
    And we never saw that the number pool is exhausted
    When the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ben
    And we never saw that a callback is offered at ana

  @CBN-07
  Scenario: A number that has rested goes to another agent one tick later
    Given the number pool has 1 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 70 min 1 tick after the dial of call 1 of ana
    And ben dials 911
    Then we see that a number is leased for call 1 of ben
    And we never saw that the number pool is exhausted

  @CBN-09
  Scenario: To the last instant of its rest a number is not free
    Given the number pool has 1 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 70 min after the dial of call 1 of ana
    And ben dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of ben is accepted

  @CBN-07
  Scenario: The rest is as long as the pool says
    Given the number pool has 1 numbers with a quarantine of 30 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 91 min after the dial of call 1 of ana
    And ben dials 911
    Then we see that a number is leased for call 1 of ben
    And we never saw that the number pool is exhausted

  @CBN-09 @reading:CBN-09=default
  Scenario: An agent who dials again is given the own number once more, with a window of its own
    Given the number pool has 1 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 10 min after the dial of call 1 of ana
    And ana dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 2 of ana is accepted
    And we see that a leg of call 2 of ana is offered on direct
    When the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And time reaches 59 min after the dial of call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time reaches 76 min after the dial of call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that callback 2 of ana is told not in service

  @CBN-09 @reading:CBN-09=default
  Scenario: The own number comes before one that rests
    Given the number pool has 2 numbers with a quarantine of 20 min
    When ben dials 911
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And time reaches 30 min after the dial of call 1 of ben
    And ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 65 min after the dial of call 1 of ben
    And ana dials 911
    Then we see that the number pool is exhausted
    When the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBN-09 @reading:CBN-09=default
  Scenario: Then comes the number that rests longest
    Given the number pool has 2 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 1 min
    And ben dials 911
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And time reaches 65 min after the dial of call 1 of ana
    And carol dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of carol is accepted
    When the PSAP answers call 1 of carol
    And the carrier drops call 1 of carol
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at carol
    And we never saw that a callback is offered at ana
    And we never saw that a callback is offered at ben

  @CBN-09 @reading:CBN-09=default
  Scenario: Then the oldest lease with no leg up
    Given the number pool has 2 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 1 min
    And ben dials 911
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And time passes by 1 min
    And carol dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of carol is accepted
    When the PSAP answers call 1 of carol
    And the carrier drops call 1 of carol
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at carol
    And we never saw that a callback is offered at ana
    When the PSAP gives up callback 1 of carol
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at ben

  @CBN-09 @reading:CBN-09=default
  Scenario: An older lease on which a leg is up is passed over
    Given the number pool has 2 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And ben dials 911
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And carol dials 911
    And the PSAP answers call 1 of carol
    And the carrier drops call 1 of carol
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at carol
    And we never saw that a callback is offered at ben

  @CBN-09 @reading:CBN-09=default
  Scenario: A callback that is live counts as a leg that is up
    Given the number pool has 2 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ben dials 911
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And carol dials 911
    And the PSAP answers call 1 of carol
    And the carrier drops call 1 of carol
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at carol
    And we see that a callback is connected at ana

  @CBN-09
  Scenario: With a leg up on every number the call goes out under the tenant's own
    Given the number pool has 1 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ben dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of ben is accepted
    And we see that a leg of call 1 of ben is offered on direct
    When the PSAP answers call 1 of ben
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we do not see that a callback is offered at ben

  @CBN-09
  Scenario: A pool without a single number delays nothing
    Given the number pool has 0 numbers with a quarantine of 10 min
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd

  @CBN-09 @reading:CBN-09=fallback-identity
  Scenario: Where nothing is used again the call goes out under the tenant's own number
    Given the number pool has 1 numbers with a quarantine of 10 min
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And ben dials 911
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of ben is accepted
    And we see that a leg of call 1 of ben is offered on direct
    When the PSAP answers call 1 of ben
    And the carrier drops call 1 of ben
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBN-09 @CBN-06
  Scenario: A storm on one pool refuses nobody
    Given 27 more agents are signed in in US and call from the number +15550120000
    When 30 agents dial 911 within 10 s
    Then we see that the number pool is exhausted
    And we see that the dial of call 1 of ana is accepted
    And we see that the dial of call 1 of carol is accepted
    When the PSAP answers call 1 of ana
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ana
    And the carrier drops call 1 of ben
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at ana
    And we see that a callback is offered at ben
    And we do not see that a callback is offered at carol
