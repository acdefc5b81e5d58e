Feature: x
  Scenario: a
    Given agent [agent] is signed in in [country]:
    When ana dials 911
