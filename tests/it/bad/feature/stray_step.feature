Feature: title
  Agents dial; this is text.
  Given agent ana is signed in in US

  Scenario: found
    When ana dials 911
