Feature: x
  Scenario: a
    Given agent [agent] is signed in in US:
      | agent | country |
      | ana | US |
    When ana dials 911
