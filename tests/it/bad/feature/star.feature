Feature: title

  Scenario: one
    Given agent ana is signed in in US
    * direct routing is on
    When ana dials 911
    * ana signs out
    But ana signs in
    Then we see that the number pool is exhausted
