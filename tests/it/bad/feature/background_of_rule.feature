Feature: x
  Rule: r
    Background:
      When ana dials 911
    Scenario: a
      When ana dials 911
