Feature: title

  Background:
    Given agent ana is signed in in US
    When ana dials 911
    Then we see that the number pool is exhausted

  Scenario: one
    When ana signs out
