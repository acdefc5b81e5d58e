Feature: x
  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  Scenario Outline: a
    When ana dials <n>
