Feature: A mailbox that may not send
  The prerequisite is one of the mail, not of the call.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @NTF-07 @reading:NTF-07=default
  Scenario: Without a mailbox the call is as ever and no mail goes out
    Given the mailbox of ana is disabled
    When ana dials 911
    Then we see that the base status of ana is busy-dnd
    And we see that the emergency alert of ana is shown
    And we see that a number is leased for call 1 of ana
    When the PSAP answers call 1 of ana
    And time passes by 2 min
    And ana ends call 1 of ana
    Then we see that the presence of ana is Lunch
    And 0 mails of the kind dial went out for ana

  @NTF-07 @reading:NTF-07=other-sender
  Scenario: Where another mailbox sends, the contacts are told
    Given the mailbox of ana is disabled
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And ana ends call 1 of ana
    Then 1 mails of the kind dial went out for ana

  @NTF-07 @reading:NTF-07=default
  Scenario: A mailbox that is enabled after the dial sends nothing of it
    Given the number pool is slow by 500 ms
    And the mailbox of ana is disabled
    When ana dials 911
    And the administrator turns the mailbox of ana enabled
    And time passes by 2 min
    And ana ends call 1 of ana
    Then 0 mails of the kind dial went out for ana

  @NTF-07 @reading:NTF-07=default
  Scenario: A mailbox that was disabled before the dial and is enabled before the next
    When the administrator turns the mailbox of ana disabled
    And time passes by 15 min
    And ana dials 911
    And time passes by 1 min
    And ana ends call 1 of ana
    Then 0 mails of the kind dial went out for ana
    When the administrator turns the mailbox of ana enabled
    And time passes by 15 min
    And ana dials 911
    And time passes by 1 min
    And ana ends call 2 of ana
    Then 1 mails of the kind dial went out for ana

  @NTF-01
  Scenario: A mailbox that is disabled after the dial keeps nothing back
    Given the number pool is slow by 500 ms
    When ana dials 911
    And the administrator turns the mailbox of ana disabled
    And time passes by 2 min
    And ana ends call 1 of ana
    Then 1 mails of the kind dial went out for ana
