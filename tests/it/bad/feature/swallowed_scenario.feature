Feature: title

  Scenaro: lost
    Given agent ana is signed in in US
    When ana dials 911

  Scenario: found
    When ana dials 911
