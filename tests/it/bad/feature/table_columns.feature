Feature: title

  Scenario: one
    Given [count] [knd] items of [priority] priority wait in the queue support from place [place]:
      | count | kind  | priority | place | note |
      | 2     | voice | urgent   | 1     | x    |
    And the tenant has the trunk sbc-1:
      | name |
    When ana dials 911
