Feature: title

  Scenario: one
    When ana dials 911

Feature: another
