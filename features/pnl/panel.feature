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

  @PNL-03 @reading:CBR-09=default
  Scenario: Two legs of one conversation share one alert that outlasts the first
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 10 s
    And the PSAP hangs up call 1 of ana
    Then we see that the emergency alert of ana is shown
    When time passes by 10 s
    And ana ends callback 1 of ana
    Then we see that the emergency alert of ana is hidden

  @PNL-04
  Scenario Outline: The next ordinary call shows the ordinary panel
    Given ana owns the number +15550120001
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And time passes by 1 min
    And <end>
    And <next>
    Then we see that the panel of ana has the controls device-settings,end-call,hold,transfer,consult,add-participant,keypad,recording,notes,assistance
    And we see that the emergency alert of ana is hidden

    Examples: An ordinary call that the agent dials, after each way in which the emergency call can end
      | end                             | next              |
      | ana ends call 2 of ana          | ana dials 5550100 |
      | the PSAP hangs up call 2 of ana | ana dials 5550100 |
      | the carrier drops call 2 of ana | ana dials 5550100 |

  @PNL-04
  Scenario: The next ordinary call shows the ordinary panel, be it an incoming one after a callback
    Given ana owns the number +15550120001
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 1 min
    And ana ends callback 1 of ana
    And a customer calls +15550120001
    And ana accepts the offer
    Then we see that the panel of ana has the controls device-settings,end-call,hold,transfer,consult,add-participant,keypad,recording,notes,assistance
    And we see that the emergency alert of ana is hidden
