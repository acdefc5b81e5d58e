Feature: The notification of a dial that fails
  The contacts are told that a call was placed. Nobody is told of a connection that was not made.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @NTF-14 @reading:NTF-14=default
  Scenario Outline: A dial that is never answered is mailed like any other
    When ana dials 911
    And <end>
    And time passes by 2 min
    Then 1 mails of the kind dial went out for ana
    And 0 mails of the kind follow-up went out for ana

    Examples:
      | end                                     |
      | the PSAP rejects call 1 of ana with 603 |
      | the PSAP rejects call 1 of ana with 486 |
      | the carrier drops call 1 of ana         |
      | ana ends call 1 of ana                  |

  @NTF-14 @reading:NTF-14=default
  Scenario: So is one whose trunks all fail
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And voice route all in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 2 min
    Then we see that the dial of call 1 of ana fails
    And 1 mails of the kind dial went out for ana
    And 0 mails of the kind follow-up went out for ana

  @NTF-14 @reading:NTF-14=failure-follow-up
  Scenario Outline: Where a failed dial is followed up, the contacts get one more mail
    When ana dials 911
    And <end>
    And time passes by 2 min
    Then 1 mails of the kind dial went out for ana
    And <mails> mails of the kind follow-up went out for ana

    Examples:
      | end                                     | mails |
      | the PSAP rejects call 1 of ana with 603 | 1     |
      | ana ends call 1 of ana                  | 0     |

  @NTF-14 @reading:NTF-14=mail-on-refusal
  Scenario Outline: Where refusals are mailed, the contacts get one mail that says so
    Given <missing>
    When ana dials 911
    And time passes by 2 min
    Then 0 mails of the kind dial went out for ana
    And 1 mails of the kind refusal went out for ana

    Examples:
      | missing                                |
      | the browser location of ana is off     |
      | the outbound profile of ana is none    |
      | ana calls from the number +15550129999 |

  @NTF-14 @reading:NTF-14=mail-on-refusal
  Scenario: A dial that fails is no refused one
    When ana dials 911
    And the PSAP rejects call 1 of ana with 603
    And time passes by 2 min
    Then 1 mails of the kind dial went out for ana
    And 0 mails of the kind refusal went out for ana
    And 0 mails of the kind follow-up went out for ana

  @NTF-14 @reading:NTF-14=mail-on-refusal
  Scenario: So it is abroad
    Given agent bo is signed in in DE
    And bo calls from the number +15550120000
    And the emergency contacts of bo are "boss@example.com"
    When bo dials 911
    And time passes by 2 min
    Then 0 mails of the kind dial went out for bo
    And 1 mails of the kind refusal went out for bo
