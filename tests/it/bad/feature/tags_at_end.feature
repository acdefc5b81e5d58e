Feature: title

  Scenario: one
    When ana dials 911

  @CBN-03
