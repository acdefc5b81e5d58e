Feature: x
  @
  Scenario: a
    When ana dials 911
