Feature: x
  Scenario Outline: a
    Given agent ana is signed in in US
    And <who> serves the queue <queue>
    When <who> dials 911

    Examples:
      | who | queue   |
      | ana | support |
      | anna | sales  |
