Feature: title

  Scenario: one
    Given agent ana is signed in in US
    ana dials 911
    And ana dials 911
    Wenn ana signs out
    Whn ana signs Out
    something else entirely
    And ana signs in

  Scenaro two
    When ana dials 911
