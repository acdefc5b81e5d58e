@ CBN-03
Feature: x
  Scenario: a
    When ana dials 911
