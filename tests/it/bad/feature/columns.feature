Feature: title

  Scenario Outline: dials <nmber>
    Given agent ana is signed in in <country>
    When ana dials <numer>

    @slow
    Examples: with a description that is a title

      | number | country | note |
      # a comment
      | 911    | US      | x    |

      | 112    | DE      | y    |
