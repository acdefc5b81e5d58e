Feature: x
  Scenario: y
    When time passes by 1 s
    Wenn z
