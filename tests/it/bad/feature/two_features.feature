Feature: x
  Scenario: a
    When ana dials 911

 Feature: y
  Scenario: b
    When ana dials 911
