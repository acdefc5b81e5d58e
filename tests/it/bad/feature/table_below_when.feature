Feature: title

  Scenario: one
    When ana dials [number]:
      | number |
      | 911    |
    Then we see that the number pool is exhausted
      | nothing |
