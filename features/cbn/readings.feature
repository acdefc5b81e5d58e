Feature: Other readings of the callback number and its window
  Each holds where the deployment declares it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBN-02 @CBN-03 @reading:CBN-02=declared-field
  Scenario: The number is given in a field of its own, and leads to the agent
    When ana dials 911
    Then we see that a leg of call 1 of ana is offered on direct
    When the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBN-02 @reading:CBN-02=declared-field
  Scenario: Each dial gives its own number in that field
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana dials 911
    Then we see that a number is leased for call 2 of ana
    And we see that a leg of call 2 of ana is offered on direct

  @CBN-03 @CBR-10 @reading:CBR-10=from-answer @tolerance:expiry-grace=0s
  Scenario: Counted from the answer the window ends an hour after it
    Given the PSAP answers after 10 min
    When ana dials 911
    And time passes by 11 min
    And the carrier drops call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time reaches 60 min after the answer of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 3 of ana is told not in service

  @CBN-03 @CBR-10 @reading:CBR-10=from-end @tolerance:expiry-grace=0s
  Scenario: Counted from the end of the call the window ends an hour after it
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 30 min
    And the carrier drops call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time reaches 60 min after the end of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 3 of ana is told not in service

  @CBR-10 @reading:CBR-10=from-end
  Scenario: Counted from its end the window has not begun while a call lasts
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 90 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And ana ends call 1 of ana
    And time reaches 76 min after the end of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

  @CBR-10 @reading:CBR-10=later-of @tolerance:expiry-grace=0s
  Scenario Outline: The later of an hour after the dial and half an hour after the call
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time reaches <length> after the dial of call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <end>
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

    Examples:
      | length | end                                    |
      | 29 min | 60 min after the dial of call 1 of ana |
      | 31 min | 30 min after the end of call 1 of ana  |
      | 90 min | 30 min after the end of call 1 of ana  |
