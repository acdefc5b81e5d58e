Feature: No second call during an emergency conversation
  End call comes first: while an emergency call or a callback is up, the agent starts no other call, not even another
  emergency call.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @PNL-08
  Scenario Outline: <number> is refused while an emergency call is up
    When ana dials 911
    And ana dials <number>
    Then the dial of ana is refused with emergency_in_progress
    When the PSAP answers call 1 of ana
    And time passes by 10 s
    And ana dials <number>
    Then the dial of ana is refused with emergency_in_progress
    And we see that the panel of ana has the controls device-settings,end-call
    And we see that the base status of ana is busy-dnd
    And 1 mails of the kind dial went out for ana
    When time passes by 10 s
    And ana ends call 1 of ana
    And ana dials <number>
    Then we see that the dial of call 2 of ana is accepted
    And we see that the emergency alert of ana is <alert>

    Examples:
      | number  | alert  |
      | 5550100 | hidden |
      | 911     | shown  |

  @PNL-08
  Scenario Outline: <number> is refused while a callback is up
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 10 s
    And ana dials <number>
    Then the dial of ana is refused with emergency_in_progress
    And we see that a callback is connected at ana
    And 1 mails of the kind dial went out for ana
    When time passes by 10 s
    And ana ends callback 1 of ana
    And ana dials <number>
    Then we see that the dial of call 2 of ana is accepted
    And we see that the emergency alert of ana is <alert>

    Examples:
      | number  | alert  |
      | 5550100 | hidden |
      | 911     | shown  |
