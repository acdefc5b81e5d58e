Feature: title

  Scenario Outline: dials
    When ana dials <number>

    Examples:
      | number | | number |
      | 911    | | 112    |
