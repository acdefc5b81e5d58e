Feature: x
  Background:
    Given agent ana is signed in in US
  Background:
    Given agent ana is signed in in US
  Scenario: a
    When ana dials 911
