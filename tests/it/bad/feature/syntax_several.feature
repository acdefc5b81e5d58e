Feature: title

  Scenario: one
    Given agent ana is signed in in US
    Wehn ana dials 911
    # a comment between
    And ana dials 911
    Them we see that the number pool is exhausted

  Scenario: two
    When ana dails 911
    When
