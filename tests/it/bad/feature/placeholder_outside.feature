Feature: title

  Scenario: plain
    Given the notification template reads "Dear <name>"
    When ana dials <number>
