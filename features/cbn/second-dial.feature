Feature: Several dials of one agent
  Each dial has a number of its own, and each number leads back to the agent until its own sixty minutes are over.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBN-08 @reading:CBN-08=own @tolerance:expiry-grace=0s
  Scenario: Both numbers reach the agent, each to the end of its own window
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 20 min after the dial of call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 3 of ana is told not in service
    When time reaches 60 min after the dial of call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 4 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 2 of ana
    Then we see that callback 5 of ana is told not in service

  @CBN-08
  Scenario: Three dials in ten minutes, and a callback to each
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And time passes by 5 min
    And ana dials 911
    And the PSAP answers call 3 of ana
    And the carrier drops call 3 of ana
    And time passes by 5 min
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And the PSAP calls the callback number of call 3 of ana
    Then we see that a callback is offered at ana

  @CBN-08
  Scenario: The last dial of a window leaves the first number as it is
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 58 min after the dial of call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time reaches 59 min after the dial of call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    Then we see that a callback is offered at ana

  @CBN-08 @CBR-10 @reading:CBN-08=extend @tolerance:expiry-grace=0s
  Scenario: Where the dials share a number it leads to the agent until the later end
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 20 min after the dial of call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time reaches 60 min after the dial of call 2 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 2 of ana
    Then we see that callback 3 of ana is told not in service
