Feature: A call that failed, was dropped or was never made leaves no trace in the history
  Another code path ends it, an error handler or a missed-call list, and that must be as silent.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CNF-03
  Scenario Outline: A dropped call has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then the history of ana holds 1 rows
    When ana dials 911
    And <meanwhile>
    And time passes by 1 min
    And the carrier drops call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows
    And the activity of ana holds 1 rows

    Examples:
      | meanwhile                     |
      | time passes by 15 s           |
      | the PSAP answers call 2 of ana |

  @CNF-03
  Scenario Outline: A call that the PSAP rejects has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 5 s
    And the PSAP rejects call 2 of ana with <code>
    Then we see that the dial of call 2 of ana fails
    When time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

    Examples:
      | code |
      | 403  |
      | 486  |
      | 603  |

  @CNF-03 @needs:direct-routing @reading:RTE-05=default @reading:RTE-03=default
  Scenario Outline: A call whose trunks all fail has no row
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And voice route emergency in place 1 sends ^911$ to the trunks sbc-1
    And the trunk sbc-1 fails every leg with <code>
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 1 min
    Then we see that the dial of call 2 of ana fails
    When time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows

    Examples:
      | code |
      | 408  |
      | 503  |
      | 404  |
      | 500  |

  @CNF-03 @reading:ELG-06=default
  Scenario Outline: A dial that is refused for want of a location has no row
    Given the browser location of ana is <location>
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    Then the dial of ana is refused with location_unavailable
    When time passes by 2 min
    And time passes by 70 min
    Then the history of ana holds 1 rows

    Examples:
      | location     |
      | off          |
      | denied       |
      | unresolvable |

  @CNF-03 @reading:ELG-07=default
  Scenario: A dial that is refused for want of an outbound profile has no row
    Given the outbound profile of ana is default only
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    Then the dial of ana is refused with no_outbound_profile
    When time passes by 2 min
    And time passes by 70 min
    Then the history of ana holds 1 rows

  @CNF-03 @reading:ELG-04=default
  Scenario: A dial that is refused where the feature is not served has no row
    Given agent ben is signed in in DE
    And ben calls from the number +15550120000
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ben dials 911
    Then the dial of ben is refused with unsupported_country
    When time passes by 2 min
    And time passes by 70 min
    Then the history of ben holds 0 rows

  @CNF-03 @reading:ELG-04=ordinary
  Scenario: Where it is an ordinary call elsewhere it has its row, and the dropped emergency call has none
    Given agent ben is signed in in DE
    And ben calls from the number +15550120000
    When ben dials 911
    And time passes by 1 min
    And ben ends call 1 of ben
    Then the history of ben holds 1 rows
    When ana dials 911
    And time passes by 1 min
    And the carrier drops call 1 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 1 of ana
    And time passes by 20 min
    Then the history of ana holds 0 rows

  @CNF-03 @reading:RTE-06=default
  Scenario: A dial that is refused for want of a path has no row
    Given agent ben is signed in in US
    And ben calls from the number +15550129999
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ben dials 911
    Then the dial of ben is refused with no_emergency_path
    When time passes by 2 min
    And time passes by 70 min
    Then the history of ben holds 0 rows

  @CNF-03 @reading:RTE-06=fail-late
  Scenario: A dial that is accepted and has no path has no row
    Given agent ben is signed in in US
    And ben calls from the number +15550129999
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ben dials 911
    Then we see that the dial of call 1 of ben fails
    When time passes by 2 min
    And time passes by 70 min
    Then the history of ben holds 0 rows

  @CNF-03
  Scenario: A second emergency dial that is refused during the first has no row
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    And ana dials 911
    And the PSAP answers call 2 of ana
    And ana dials 911
    Then the dial of ana is refused with emergency_in_progress
    When time passes by 1 min
    And ana ends call 2 of ana
    And time passes by 2 min
    And time reaches 61 min after the dial of call 2 of ana
    And time passes by 20 min
    Then the history of ana holds 1 rows
