Feature: Prerequisites of an emergency call
  A dial without a location or an outbound profile is refused as a whole, never handled by half.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @slice @ELG-06 @ELG-10 @reading:ELG-06=default
  Scenario Outline: Without a location the dial is refused and leaves nothing behind
    Given the browser location of ana is <location>
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with location_unavailable
    And we see that the presence of ana is Available
    And the history of ana holds 0 rows
    And 0 mails of the kind dial went out for ana

    Examples:
      | location     |
      | off          |
      | denied       |
      | unresolvable |

  @slice @ELG-07 @ELG-10 @reading:ELG-07=default
  Scenario Outline: Without a linked outbound profile the dial is refused and leaves nothing behind
    Given the outbound profile of ana is <link>
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with no_outbound_profile
    And we see that the presence of ana is Available
    And 0 mails of the kind dial went out for ana

    Examples:
      | link         |
      | default only |
      | none         |

  @slice @ELG-10
  Scenario: With two prerequisites unmet the reason names one of them
    Given the browser location of ana is off
    And the outbound profile of ana is none
    When ana dials 911
    Then we do not see that the emergency alert of ana is shown
