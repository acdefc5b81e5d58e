Feature: x
  Scenario: a
    And ana dials 911
