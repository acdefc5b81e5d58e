Feature: title

  Scenario: one
    Given the notification template reads two words
    When ana dials 9 1 1
