Feature: x
  Scenario: a
    Given agent [agent] is signed in in [country]:
      | agent |
      | ana |
    When ana dials 911
