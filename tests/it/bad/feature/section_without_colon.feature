Feature: title

  Scenario: one
    When ana dials 911

  Scenario two
    When ana dials 911
