@CBN-03 x
Feature: x
  Scenario: a
    When ana dials 911
