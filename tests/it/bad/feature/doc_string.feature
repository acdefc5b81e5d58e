Feature: title

  Scenario: one
    Given agent ana is signed in in US

      """
      any text
      """
    When ana dials 911
