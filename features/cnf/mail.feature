Feature: The notification leaves no copy
  Whoever must know is told by mail; the mail is not filed, neither as a copy nor as part of a conversation.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CNF-07
  Scenario: A copy is kept of the mail about an ordinary call and not of the notification
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the mail-copy of ana holds 1 rows
    When ana dials 911
    Then 1 mails of the kind dial went out for ana
    And the mail-copy of ana holds 1 rows
    When the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the mail-copy of ana holds 1 rows
    And the activity of ana holds 1 rows

  @CNF-07
  Scenario: Two calls that are dropped leave no copy either
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And time passes by 1 min
    And ana dials 911
    And time passes by 1 min
    And the carrier drops call 3 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the mail-copy of ana holds 1 rows

  @CNF-07
  Scenario: A notification that goes out in the second attempt leaves no copy
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And the mail server starts to fail with 451
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 10 s
    And the mail server recovers
    And time passes by 10 min
    And ana ends call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the mail-copy of ana holds 1 rows
