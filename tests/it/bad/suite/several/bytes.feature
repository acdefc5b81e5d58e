Feature: x
  Scenario: ÿ
