Feature: A callback while an emergency leg is up
  The emergency service calls back although the first leg still stands. Both make one conversation, and presence belongs to
  the whole of it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBR-09 @PRS-09 @reading:CBR-09=default
  Scenario: The second leg joins the first
    Given the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered
    And we do not see that call 1 of ana is closed
    And we do not see that a voice is held at ana
    And we do not see that a callback is held at ana
    When time passes by 1 min
    And the PSAP hangs up call 1 of ana
    Then we see that the base status of ana is busy-dnd
    And we see that the emergency alert of ana is shown
    When time passes by 1 min
    And ana ends callback 1 of ana
    Then we see that the presence of ana is Lunch
    And we see that the emergency alert of ana is hidden

  @CBR-09 @PRS-09 @reading:CBR-09=default @reading:PRS-06=default
  Scenario: The first leg may be the last to end
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the PSAP hangs up callback 1 of ana
    Then we see that the base status of ana is busy-dnd
    And we do not see that call 1 of ana is closed
    When time passes by 1 min
    And the carrier drops call 1 of ana
    Then we see that the presence of ana is Available

  @CBR-09 @PRS-09
  Scenario Outline: End call ends all legs, on whichever it is used
    Given the presence of ana is Away set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends <leg>
    Then we see that call 1 of ana is closed
    And we see that callback 1 of ana is closed
    And we see that the presence of ana is Away

    Examples:
      | leg               |
      | callback 1 of ana |

  @CBR-09 @PRS-09 @reading:CBR-09=default
  Scenario: End call on the first leg ends the second too
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends call 1 of ana
    Then we see that call 1 of ana is closed
    And we see that callback 1 of ana is closed
    And we see that the presence of ana is Available

  @CBR-09 @PRS-09 @reading:CBR-09=replace
  Scenario: The second leg takes the place of the first
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    Then we see that call 1 of ana is closed
    And we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Available

  @CBR-09
  Scenario: A callback that comes before the far end has answered is offered
    When ana dials 911
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we do not see that call 1 of ana is closed

  @CBR-09
  Scenario: A declined second leg leaves the first alone
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana declines the offer
    Then we see that callback 1 of ana is told busy
    And we do not see that call 1 of ana is closed
    And we see that the base status of ana is busy-dnd

  @CBR-09 @reading:CBR-09=default
  Scenario Outline: Whatever the agent chooses at the accept, the first leg is neither held nor ended
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer to <accepting> the running call
    Then we do not see that call 1 of ana is closed
    And we do not see that a voice is held at ana

    Examples:
      | accepting |
      | hold      |
      | end       |
      | join      |

  @CBR-09 @PRS-09
  Scenario: The number of an earlier dial leads to the agent while a later call is up
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered
    When time passes by 1 min
    And ana ends callback 1 of ana
    Then we see that the presence of ana is Available

  @PRS-09 @CBR-01
  Scenario: Two callbacks at once become one conversation
    Given the presence of ana is Busy set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    Then we see that a callback is offered at ana
    And we see that a callback is connected at ana
    When ana accepts the offer
    Then we do not see that a callback is offered at ana
    When time passes by 1 min
    And ana ends callback 2 of ana
    Then we see that the presence of ana is Busy
    And we do not see that a callback is connected at ana

  @CBR-09 @PRS-09 @reading:CBR-09=default
  Scenario: Three legs, and the record before the first returns after the last
    Given the presence of ana is Away set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the PSAP hangs up call 1 of ana
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And the PSAP hangs up callback 1 of ana
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    And the PSAP hangs up callback 2 of ana
    Then we see that the presence of ana is Away

  @PRS-09
  Scenario: An ordinary call that is held outlives both legs
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    Then we see that a voice is held at ana
    When time passes by 1 min
    And ana ends callback 1 of ana
    Then we see that the presence of ana is Busy
    And we see that a voice is held at ana
    When ana resumes call 1 of ana
    Then we see that a voice is connected at ana
