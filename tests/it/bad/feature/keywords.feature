Feature: x
  Scenario: a
    Given ana calls
    when ana dials 911
    THEN x
    Whenana dials 911
