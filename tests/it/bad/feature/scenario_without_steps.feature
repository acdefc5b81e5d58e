Feature: title

  Scenario: nothing

  Scenario: something
    When ana dials 911

  Scenario: nothing more
    # When ana dials 911
