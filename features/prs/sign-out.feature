Feature: An agent who leaves during the call
  Whoever signs out means it: the call ends, and nothing of it is left but the number for the callback. What befalls the
  agent, a session that expires or an administrator, never ends an emergency call.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away

  @PRS-13 @reading:PRS-13=default
  Scenario Outline: A sign-out ends the call, and the next sign-in knows nothing of it
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And ana signs out
    Then we see that call 1 of ana is closed
    And we see that the presence of ana is Offline
    When time passes by <span>
    Then we see that the presence of ana is Offline
    When ana <returns>
    Then we see that the presence of ana is Available
    When time passes by 10 min
    Then we see that the presence of ana is Available

    Examples:
      | span   | returns    |
      | 10 s   | signs in   |
      | 10 s   | comes back |
      | 5 min  | signs in   |

  @PRS-13 @CBR-07 @reading:PRS-13=default
  Scenario: The window outlives the sign-out
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana signs out
    Then we see that call 1 of ana is closed
    When time passes by 10 min
    And ana signs in
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @PRS-13 @reading:PRS-13=default
  Scenario: A sign-out before the far end answers
    When ana dials 911
    And ana signs out
    Then we see that call 1 of ana is closed
    And we see that the presence of ana is Offline

  @PRS-13 @reading:PRS-13=default
  Scenario: A sign-out ends every leg
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And ana signs out
    Then we see that call 1 of ana is closed
    And we see that callback 1 of ana is closed
    And we see that the presence of ana is Offline

  @PRS-13 @reading:PRS-13=default
  Scenario: A sign-out ends a callback
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And ana signs out
    Then we see that callback 1 of ana is closed
    And we see that the presence of ana is Offline

  @PRS-13 @reading:PRS-13=refuse-sign-out
  Scenario: A sign-out during the call is refused
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana signs out
    Then we do not see that call 1 of ana is closed
    And we see that the base status of ana is busy-dnd
    When time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch
    When ana signs out
    Then we see that the presence of ana is Offline

  @PRS-13 @reading:PRS-13=refuse-sign-out
  Scenario: A sign-out during a callback is refused
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And ana signs out
    Then we do not see that callback 1 of ana is closed
    And we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Available

  @PRS-13
  Scenario Outline: What befalls the agent does not end the call
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And <leaving>
    Then we do not see that call 1 of ana is closed
    And we see that the presence of ana is Offline
    When time passes by 10 min
    Then we do not see that call 1 of ana is closed
    When the PSAP hangs up call 1 of ana
    Then we see that call 1 of ana is closed
    And we see that the presence of ana is Offline

    Examples:
      | leaving                                    |
      | the session of ana expires                 |
      | the administrator signs ana out            |
      | the administrator removes the account of ana |

  @PRS-13
  Scenario Outline: An agent who is back while the leg is up takes it up again
    When ana dials 911
    And the PSAP answers call 1 of ana
    And <leaving>
    And time passes by 1 min
    And ana signs in
    Then we see that the base status of ana is busy-dnd
    And we do not see that call 1 of ana is closed
    When ana ends call 1 of ana
    Then we see that call 1 of ana is closed
    And we see that the presence of ana is Available

    Examples:
      | leaving                         |
      | the session of ana expires      |
      | the administrator signs ana out |

  @PRS-13
  Scenario: A session that expires during a callback does not end it
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the session of ana expires
    Then we do not see that callback 1 of ana is closed
    When time passes by 5 min
    Then we do not see that callback 1 of ana is closed
