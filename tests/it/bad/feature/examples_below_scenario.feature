Feature: title

  Scenario: plain
    When ana dials <number>

    Examples:
      | number |
      | 911    |
