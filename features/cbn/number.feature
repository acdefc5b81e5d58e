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

  @slice @CBN-01 @CBN-02 @reading:CBN-08=own
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

  @CBN-01 @CBN-02
  Scenario: A call that tries three trunks has one number, and each is given it
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And the tenant has the trunk sbc-3
    And voice route all in place 1 sends ^911$ to the trunks sbc-1,sbc-2,sbc-3
    And the trunk sbc-1 fails every leg with 503
    And the trunk sbc-2 fails every leg with 504
    And the trunk sbc-3 fails every leg with 408
    When ana dials 911
    And time passes by 1 min
    Then we see that a number is leased for call 1 of ana
    And we see that a leg of call 1 of ana is offered on sbc-1
    And we see that a leg of call 1 of ana is offered on sbc-2
    And we see that a leg of call 1 of ana is offered on sbc-3
