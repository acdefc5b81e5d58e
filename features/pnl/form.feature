Feature: The buttons of the conversation form
  Where the active conversation form is customised, an ordinary call shows Save and Refresh and an outbound emergency
  call shows neither; where it is not, no call shows them.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And ana owns the number +15550120001

  @PNL-05
  Scenario: A customised form loses both buttons on the emergency call and has them on the ordinary ones around it
    Given the customised active conversation form is on
    When ana dials 5550100
    Then we see that the form buttons of ana are shown
    When time passes by 10 s
    And ana ends call 1 of ana
    Then we see that the form buttons of ana are hidden
    When ana dials 911
    Then we see that the form buttons of ana are hidden
    When the PSAP answers call 2 of ana
    And time passes by 1 min
    Then we see that the form buttons of ana are hidden
    When ana ends call 2 of ana
    And ana dials 5550100
    Then we see that the form buttons of ana are shown

  @PNL-05
  Scenario: A customised form has both buttons on an incoming call
    Given the customised active conversation form is on
    When ana dials 911
    And time passes by 10 s
    Then we see that the form buttons of ana are hidden
    When ana ends call 1 of ana
    And a customer calls +15550120001
    Then we see that the form buttons of ana are hidden
    When ana accepts the offer
    Then we see that the form buttons of ana are shown

  @PNL-05 @reading:CBR-09=default
  Scenario: A customised form stays without the buttons while the PSAP calls back
    Given the customised active conversation form is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And the carrier drops call 2 of ana
    Then we see that the form buttons of ana are hidden
    When the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    Then we see that the form buttons of ana are hidden

  @PNL-06
  Scenario: A form that is not customised has neither button on an ordinary call, an emergency call and a callback
    Given the customised active conversation form is off
    When ana dials 5550100
    Then we see that the form buttons of ana are hidden
    When time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    Then we see that the form buttons of ana are hidden
    When the carrier drops call 2 of ana
    And the PSAP calls the callback number of call 2 of ana
    And ana accepts the offer
    Then we see that the form buttons of ana are hidden
    When ana ends callback 1 of ana
    And time passes by 10 s
    Then we never saw that the form buttons of ana are shown
