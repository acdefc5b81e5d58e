Feature: What the callback number survives
  The number is valid from the dial on, whatever becomes of the call, of the agent's session and of the agent's settings.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBN-10
  Scenario Outline: A call that the emergency service rejects can be called back
    When ana dials 911
    And the PSAP rejects call 1 of ana with <code>
    Then we see that the dial of call 1 of ana fails
    When time reaches <span> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

    Examples:
      | code | span   |
      | 486  | 1 min  |
      | 503  | 59 min |

  @CBN-10 @CBR-10 @tolerance:expiry-grace=0s
  Scenario: The window of a call that failed is as long as any other
    When ana dials 911
    And the PSAP rejects call 1 of ana with 603
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

  @CBN-10
  Scenario Outline: A call that no trunk carried can be called back
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route all in place 1 sends ^911$ to the trunks sbc-1,sbc-2
    And the trunk sbc-1 fails every leg with <code>
    And the trunk sbc-2 fails every leg with <code>
    And ana calls from the number +15550129999
    When ana dials 911
    And time passes by 1 min
    Then we see that the dial of call 1 of ana fails
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | code |
      | 503  |
      | 403  |

  @CBN-11
  Scenario Outline: It survives the end of the session
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And <leaves>
    And time passes by 30 min
    And <returns>
    And time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

    Examples:
      | leaves                          | returns        |
      | ana signs out                   | ana signs in   |
      | the administrator signs ana out | ana signs in   |
      | the session of ana expires      | ana signs in   |
      | ana loses the client            | ana comes back |

  @CBN-11 @tolerance:expiry-grace=0s
  Scenario: After a sign-out and a sign-in the window still ends where it did
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And ana signs out
    And time passes by 5 min
    And ana signs in
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

  @CBN-11
  Scenario Outline: It survives a change of the agent's settings
    Given the queue support admits agents in Do not disturb
    And the queue sales admits agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And the administrator changes <change>
    And time passes by 20 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

    Examples:
      | change                                         |
      | the queues of ana to sales                     |
      | the queues of ana to none                      |
      | the outbound profile of ana to default only    |
      | the outbound profile of ana to none            |
      | the capacity of ana to 0                       |
      | the capacity of ana to 10                      |

  @CBN-11
  Scenario: It survives changes that are made while the call is up
    Given the queue support admits agents in Do not disturb
    And ana serves the queue support
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the administrator changes the queues of ana to none
    And the administrator changes the outbound profile of ana to none
    And time passes by 5 min
    And the carrier drops call 1 of ana
    And time passes by 20 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
