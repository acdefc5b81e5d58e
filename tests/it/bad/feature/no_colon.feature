Feature: x
  Scenario a
    When ana dials 911
  Scenario:b
    When ana dials 911
  Exampels:
    | a |
