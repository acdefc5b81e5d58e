Feature: Call controls that an emergency call does not have
  What the panel does not show can't be done by the API either, from the agent's side: it is refused and the call goes
  on as it was. On an ordinary call the same is allowed.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @PNL-02
  Scenario Outline: <control> is refused on an outgoing emergency call
    When ana dials 5550100
    And time passes by 10 s
    And ana tries <control> on call 1 of ana
    Then we never saw that an act of ana is refused with control_not_available
    When ana ends call 1 of ana
    And ana dials 911
    And ana tries <control> on call 2 of ana
    Then we see that an act of ana is refused with control_not_available
    And we see that the panel of ana has the controls device-settings,end-call
    When the PSAP answers call 2 of ana
    And time passes by 10 s
    And ana tries <control> on call 2 of ana
    And time passes by 10 s
    Then we see that the panel of ana has the controls device-settings,end-call
    And we never saw that call 2 of ana is closed

    Examples:
      | control         |
      | hold            |
      | transfer        |
      | consult         |
      | add-participant |
      | keypad          |
      | recording       |
      | notes           |
      | assistance      |

  @PNL-02
  Scenario Outline: <control> is refused on a callback
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 10 s
    And ana tries <control> on callback 1 of ana
    Then we see that an act of ana is refused with control_not_available
    And we see that a callback is connected at ana
    When time passes by 10 s
    Then we see that the panel of ana has the controls device-settings,end-call
    And we never saw that callback 1 of ana is closed

    Examples:
      | control         |
      | hold            |
      | transfer        |
      | consult         |
      | add-participant |
      | keypad          |
      | recording       |
      | notes           |
      | assistance      |
