Feature: A status that was set automatically
  Where the status before the call was computed from work, and that work has gone meanwhile, the record returns and then the
  ordinary rules apply at once: nobody stays Busy without work.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @PRS-15
  Scenario Outline: The work that made the agent Busy has ended
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When a customer calls the queue support with normal priority
    And ana accepts the offer
    Then we see that the presence of ana is Busy
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the customer hangs up item 1 of ana
    And time passes by 1 min
    And <end>
    Then we see that the presence of ana is Available

    Examples:
      | end                             |
      | ana ends call 1 of ana          |
      | the PSAP hangs up call 1 of ana |

  @PRS-15
  Scenario: The work that filled the capacity has ended
    Given ana has a capacity of 1 with 0 in use
    When ana dials 5550100
    And time passes by 10 s
    Then we see that the base status of ana is busy-dnd
    When ana dials 911
    And the PSAP answers call 2 of ana
    And the customer hangs up call 1 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Available

  @PRS-15
  Scenario Outline: The capacity changed meanwhile
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the administrator changes the capacity of ana to <limit>
    And ana ends call 2 of ana
    Then we see that the base status of ana is <base>

    Examples:
      | limit | base     |
      | 1     | busy-dnd |
      | 2     | busy     |

  @PRS-15
  Scenario: One of two items has ended
    Given the queue support skips agents in Do not disturb
    And ana serves the queue support
    When ana dials 5550100
    And time passes by 10 s
    And a customer calls the queue support with normal priority
    And ana accepts the offer
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the customer hangs up item 1 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Busy
    When ana resumes call 1 of ana
    And ana ends call 1 of ana
    Then we see that the presence of ana is Available

  @PRS-15
  Scenario: The customer whom a callback put on hold leaves
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And ana dials 5550100
    And time passes by 10 s
    Then we see that the presence of ana is Busy
    When the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the customer hangs up call 2 of ana
    Then we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Available

  @PRS-15 @PRS-09
  Scenario: Over two legs
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    And the customer hangs up call 1 of ana
    Then we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Available

  @PRS-15
  Scenario: In wrap-up the cause is still there
    Given wrap-up of ana is on
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the customer hangs up call 1 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Busy
    When ana closes the wrap-up
    Then we see that the presence of ana is Available

  @PRS-04
  Scenario: The cause is still there
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    Then we see that the presence of ana is Busy

  @PRS-04
  Scenario: A status that the agent chose has no cause that could go
    When ana dials 5550100
    And time passes by 10 s
    And ana chooses the presence Busy by client
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the customer hangs up call 1 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Busy

  @PRS-04 @reading:PRS-04=default
  Scenario: Inactive is not computed from work
    Given the presence of ana is Inactive set by system
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the customer hangs up call 1 of ana
    And ana ends call 2 of ana
    Then we see that the presence of ana is Inactive
