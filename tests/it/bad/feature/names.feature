Feature: title

  Scenario: one
    When ana dials 911

  Scenario: one
    When ana dials 112

  Scenario Outline: rows
    When <agent> dials <number>

    Examples:
      | agent | number |
      | ana   | 911    |
      | bo    | 911    |
      | ana   | 911    |

  Scenario:
    When ana dials 911
