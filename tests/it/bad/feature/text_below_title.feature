Feature: title
  welcome text

  Background: set-up
    Givn agent ana is signed in in US
    Given direct routing is on

  Scenario: first
    Wenn ana dials 911
    # a comment is no text
    given ana signs in
    When ana signs out

  Scenario: second
    ana dials 911

  Scenario Outline: third
    When ana dials <number>

    Examples: some
      number |
      | number |
      | 911    |
