Feature: title

  Scenario: one
    Given agent ana is signed in in US
    When ana dials 911
    And ana signs out
    Given direct routing is on
    Then we see that the number pool is exhausted
    Given direct routing is off
    And direct routing is on
