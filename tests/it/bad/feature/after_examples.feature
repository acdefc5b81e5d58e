Feature: title

  Scenario Outline: dials
    When ana dials <number>
    Examples:
      | number |
      | 911    |
    Then we see that the number pool is exhausted

  Scenario: two
    When ana dails 911
