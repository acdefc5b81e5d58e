Feature: title

  Scenario Outline: dials
    Given agent <agent> is signed in in <country>
    When <agent> dials <number>
    Then the dial of <agent> is refused with <reasn>

    Examples:
      | agent | country | number  | reasn         |
      | ana   | US      | 911     | not_reachable |
      | Bo    | USA     | 9 1 1   | not_reachabel |

    Examples: more
      | agent | country | number |
      | ana   | US      | 911    |
