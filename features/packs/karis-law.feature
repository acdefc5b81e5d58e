@pack:us-karis-law
Feature: Direct dialling and notification in the United States
  The pack us-karis-law: 47 CFR 9.3 and 9.16.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "desk@example.com; boss@example.com"

  @KAR-01
  Scenario: The number alone reaches the emergency service
    When ana dials 911
    Then we see that the emergency alert of ana is shown
    When time passes by 10 s
    And ana ends call 1 of ana

  @KAR-01 @needs:direct-routing @reading:RTE-03=default
  Scenario: The number leaves through a trunk as it was dialled
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And voice route emergency in place 1 sends ^911$ to the trunks sbc-1
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 10 s
    And ana ends call 1 of ana

  @KAR-02
  Scenario: Whoever is to hear of it is told as the call begins
    When ana dials 911
    And time passes by 10 s
    Then 1 mails of the kind dial went out for ana

  @KAR-02
  Scenario: A slow mail server does not hold up the call
    Given the mail server is slow by 30 s
    When ana dials 911
    Then within 0 s of the dial of call 1 of ana we saw that a leg of call 1 of ana is offered on direct
    When time passes by 1 min

  @KAR-03
  Scenario: The notification says what was dialled, where to call back and where the caller is
    When ana dials 911
    And time passes by 10 s
    Then 1 mails of the kind dial went out for ana

  @KAR-03
  Scenario: The text that stands in for a missing template says the same
    Given the notification template is missing
    When ana dials 911
    And time passes by 10 s
    Then 1 mails of the kind dial went out for ana
