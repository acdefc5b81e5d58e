Feature: title

  Scenario: one
    When ana dials 911

  Background:
    Given agent ana is signed in in US
