Feature: The communication panel during an emergency conversation
  Device settings and End call, an alert that says what goes on, and nothing of it outside the conversation.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
  @slice @PNL-01 @PNL-03
  Scenario: The panel is stripped and the alert shows from the dial to the end
    When ana dials 5550100
    And time passes by 10 s
    Then we do not see that the emergency alert of ana is shown
    When ana ends call 1 of ana
    And ana dials 911
    Then we see that the panel of ana has the controls device-settings,end-call
    And we see that the emergency alert of ana is shown
    When time passes by 5 s
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And ana ends call 2 of ana
    Then we see that the emergency alert of ana is hidden

  @slice @PNL-01 @PNL-03
  Scenario: A callback shows the same panel and the same alert
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 10 s
    And the carrier drops call 1 of ana
    Then we see that the emergency alert of ana is hidden
    When the PSAP calls the callback number of call 1 of ana
    Then we do not see that the emergency alert of ana is shown
    When ana accepts the offer
    Then we see that the panel of ana has the controls device-settings,end-call
    And we see that the emergency alert of ana is shown
    When time passes by 1 min
    And ana ends callback 1 of ana
    Then we see that the emergency alert of ana is hidden
