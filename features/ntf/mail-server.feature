Feature: A mail server that is slow, failing or stopped
  The call does not notice.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @NTF-08
  Scenario Outline: Neither the leg nor the call waits for the mail server
    Given the mail server <fault>
    When ana dials 911
    Then within 0 s of the dial of call 1 of ana we saw that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd
    When time passes by 5 s
    And the PSAP answers call 1 of ana
    And time passes by 6 min
    Then we do not see that call 1 of ana is closed
    And we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | fault                             |
      | fails with 450                    |
      | fails with 451                    |
      | fails with 550                    |
      | fails with 554                    |
      | fails with 408                    |
      | fails with 429                    |
      | fails with 500                    |
      | fails with 503                    |
      | is slow by 10 s                   |
      | is slow by 10 min                 |
      | is stopped                        |
      | refuses desk@example.com with 450 |
      | refuses desk@example.com with 550 |
      | closes the connection at hello    |
      | closes the connection at content  |
      | answers 421 at connect            |
      | answers 452 at recipient          |
      | answers 552 at content            |
      | has greylisting on                |

  @NTF-08
  Scenario Outline: A server that asks to be tried again later delays nothing
    Given the mail server fails with <code>
    And the mail server asks to be tried again after <span>
    When ana dials 911
    And time passes by 5 s
    And the PSAP answers call 1 of ana
    And time passes by 10 min
    Then we do not see that call 1 of ana is closed
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | code | span   |
      | 429  | 30 s   |
      | 503  | 2 min  |
      | 503  | 10 min |

  @NTF-08
  Scenario Outline: What the server does not take at once it takes when it recovers
    Given the mail server <fault>
    When ana dials 911
    And time passes by 5 s
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And the mail server recovers
    And time passes by 5 min
    Then we do not see that call 1 of ana is closed
    And 1 mails of the kind dial went out for ana
    And we never saw that the incident mail_not_sent is raised

    Examples:
      | fault          |
      | fails with 451 |
      | fails with 503 |
      | is stopped     |

  @NTF-08
  Scenario: A server that stops between the dial and the end changes neither
    When ana dials 911
    And the mail server stops
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And ana ends call 1 of ana
    Then we see that the presence of ana is Lunch
    When ana dials 911
    Then we see that the base status of ana is busy-dnd
    When time passes by 5 s
    And the PSAP answers call 2 of ana
    And time passes by 10 min
    And the PSAP hangs up call 2 of ana
    Then we see that the presence of ana is Lunch
