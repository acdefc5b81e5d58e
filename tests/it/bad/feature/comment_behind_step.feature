Feature: title

  Scenario: one
    Given agent ana is signed in in US # at home
    When ana dials 911   # the number
    Then we see that the presence of ana is Away # at last
    And we see that the number pool is exhausted# here
