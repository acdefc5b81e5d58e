Feature: The temporary callback number
  Each emergency dial has one number of its own, the PSAP is given that number, and it leads to its agent alone.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
  @slice @CBN-01 @CBN-02
  Scenario: A dial gets one number and the PSAP is given it
    When ana dials 911
    Then we see that a number is leased for call 1 of ana
    And we see that a leg of call 1 of ana is offered on direct

  @slice @CBN-01 @CBN-02
  Scenario: Two dials in a row get a number each
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And ana dials 911
    Then we see that a number is leased for call 2 of ana

  @slice @CBN-06
  Scenario: Two agents hold different numbers and each leads to its agent
    Given agent ben is signed in in US
    And ben calls from the number +15550120000
    When ana dials 911
    And ben dials 911
    And the PSAP answers call 1 of ana
    And the PSAP answers call 1 of ben
    And the carrier drops call 1 of ana
    And the carrier drops call 1 of ben
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    And we do not see that a callback is offered at ben
    When the PSAP gives up callback 1 of ana
    And the PSAP calls the callback number of call 1 of ben
    Then we see that a callback is offered at ben
    And we do not see that a callback is offered at ana
