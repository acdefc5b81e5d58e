Feature: title

  Scenario Outline: dials
    When <agent> dials <number>

    Examples:
      | agent | number |
      # comment
      | ana   |
      | bo    | 911    |
