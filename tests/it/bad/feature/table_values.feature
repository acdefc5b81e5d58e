Feature: title

  Scenario: one
    Given [count] [kind] items of [priority] priority wait in the queue support from place [place]:
      | count | kind  | priority | place |
      | 2     | voice | urgent   | 1     |
      # a comment
      | two   | voice | urgnt    | 1     |

      | 3     | chat room | low  | 1     |
    When ana dials 911
