Feature: Saving a voice route
  Whoever saves a route that takes emergency calls away is told so; what is no pattern is not saved.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And direct routing is on
    And the tenant has the trunk sbc-1
    And voice route numbers in place 1 sends ^[+]1[0-9]{10}$ to the trunks sbc-1
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @RTE-08 @RTE-03 @reading:RTE-03=default
  Scenario Outline: A pattern that takes the emergency number is saved with a warning
    When the administrator changes the voice route numbers to <pattern>
    Then we see that the voice route numbers is saved with a warning
    When ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1

    Examples:
      | pattern             |
      | ^911$               |
      | ^[+]?[0-9]+$        |
      | ^\\+?\\d+$          |
      | .*                  |
      | 9                   |
      | ^[0-9]{3}$          |
      | ^(911\|5550100)$    |
      | (?i)^911$           |

  @RTE-08
  Scenario Outline: So is one that takes the number of a territory's network
    When the administrator changes the voice route numbers to <pattern>
    Then we see that the voice route numbers is saved with a warning

    Examples:
      | pattern |
      | ^112$   |
      | ^99     |

  @RTE-02
  Scenario Outline: A pattern that takes none is saved without a warning
    When the administrator changes the voice route numbers to <pattern>
    Then we see that the voice route numbers is saved without a warning
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct

    Examples:
      | pattern           |
      | ^[+]1[0-9]{10}$   |
      | ^9110$            |
      | ^0911$            |
      | ^[+]1(\\d[10])$   |
      | ^110$             |
      | [^\\x00-\\x7f]    |

  @RTE-08 @RTE-02
  Scenario Outline: What is no pattern is refused and changes nothing
    When the administrator changes the voice route numbers to <pattern>
    Then we see that the voice route numbers is refused with invalid_pattern
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct

    Examples:
      | pattern             |
      | ^(?!911)            |
      | (?<=1)911           |
      | ([0-9])\\1          |
      | [0-9                |
      | (911                |
      | *911                |
      | 9{2,1}              |
      | [9-0]               |

  @RTE-08 @RTE-03 @reading:RTE-03=default
  Scenario: What is no pattern leaves a route that takes the emergency number as it was
    When the administrator changes the voice route numbers to ^911$
    And the administrator changes the voice route numbers to ^(?!911)
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1

  @RTE-08 @RTE-03 @needs:restart @reading:RTE-03=default
  Scenario: A saved route outlives a restart
    When the administrator changes the voice route numbers to ^911$
    And the deployment crashes
    And the deployment restarts
    And ana dials 911
    And time passes by 1 tick
    Then we see that a leg of call 1 of ana is offered on sbc-1
