@pack:test-calls
Feature: Test calls to the emergency service
  The pack test-calls: where a carrier takes 933 for test calls, a test shows what the real number would do.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @TST-01
  Scenario: A test call is handled as an emergency call, and its mail says that it is a test
    When ana dials 933
    Then we see that the emergency alert of ana is shown
    When the PSAP answers call 1 of ana
    And time passes by 30 s
    And ana ends call 1 of ana
    And time passes by 1 min
    Then 1 mails of the kind dial went out for ana
    And the history of ana holds 0 rows

  @TST-01
  Scenario: The mail of a real emergency call is not marked as one of a test
    When ana dials 911
    And time passes by 30 s
    And ana ends call 1 of ana
    Then 1 mails of the kind dial went out for ana
