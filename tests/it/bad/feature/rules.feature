Feature: title

  Rule: first

    Background:
      Given agent ana is singed in in US

    Scenario: one
      When ana dails 911

  Rule: second
