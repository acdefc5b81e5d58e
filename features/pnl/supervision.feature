Feature: Supervisors and emergency calls
  No supervisor listens to, enters or takes over an emergency call or a callback; an ordinary call they may.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And agent sam is signed in in US

  @PNL-07
  Scenario Outline: A supervisor <act> an ordinary call, and no emergency call
    When ana dials 5550100
    And time passes by 10 s
    And the supervisor sam <act> call 1 of ana
    Then we never saw that an act of sam is refused with control_not_available
    When ana ends call 1 of ana
    And ana dials 911
    And the supervisor sam <act> call 2 of ana
    Then we see that an act of sam is refused with control_not_available
    When the PSAP answers call 2 of ana
    And time passes by 10 s
    And the supervisor sam <act> call 2 of ana
    And time passes by 10 s
    Then we see that the panel of ana has the controls device-settings,end-call
    And we never saw that call 2 of ana is closed

    Examples:
      | act         |
      | monitors    |
      | barges into |
      | takes over  |

  @PNL-07
  Scenario Outline: No supervisor <act> a callback
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 10 s
    And the supervisor sam <act> callback 1 of ana
    And time passes by 10 s
    Then we see that an act of sam is refused with control_not_available
    And we see that a callback is connected at ana

    Examples:
      | act         |
      | monitors    |
      | barges into |
      | takes over  |
