Feature: title

  Scenario Outline: dials
    When <agent> dials <number>

    Examples:
      | agent | number |
      | ana   | 911    | US |
