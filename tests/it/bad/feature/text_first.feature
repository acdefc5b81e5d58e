A text that is no feature.

Feature: title
  Scenario: one
    When ana dials 911
