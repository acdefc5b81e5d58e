Feature: title

  Scenario Outline: dials
    When ana dials <number>

    Examples:
      | number |
      | 9\d1   |
