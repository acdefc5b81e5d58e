Feature: x
  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  Scenario: a
    When ana dials 911
    Then we see that the presense of ana is Away
    And we see that the panel of ana has the controls hold,holt
    And we see that the dial of call 0 of ana is accepted
    And we see that a voice is ofered at ana
    And we never saw
