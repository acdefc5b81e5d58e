Feature: title

  Scenario Outline: no examples
    When ana dials <number>

  Scenario Outline: header alone
    When ana dials <number>

    Examples:
      | number |

  Scenario Outline: no table
    When ana dials <number>

    Examples:
