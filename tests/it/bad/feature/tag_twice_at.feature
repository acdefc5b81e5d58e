Feature: x
  @slow @@CBN-03
  Scenario: a
    When ana dials 911
