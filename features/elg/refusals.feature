Feature: The reason of a refusal
  With several prerequisites unmet any one of them may be named, but only one, and one that is unmet.

  @ELG-10
  Scenario Outline: With two prerequisites unmet the refusal names one of them
    Given agent ana is signed in in <territory>
    And the browser location of ana is <location>
    And the outbound profile of ana is <profile>
    And the tenant owns the calling-plan number +15550120000 that makes calls
    And ana calls from the number <originating>
    When ana dials 911
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown

    Examples:
      | territory | location | profile      | originating  |
      | US        | denied   | default only | +15550120000 |
      | PR        | off      | linked       | +15550129999 |
      | CA        | on       | none         | +15550129999 |
      | GU        | off      | none         | +15550129999 |

    @reading:ELG-04=default
    Examples: one of them is the territory
      | territory | location | profile      | originating  |
      | DE        | off      | linked       | +15550120000 |
      | FR        | on       | none         | +15550120000 |
      | IE        | on       | linked       | +15550129999 |
      | AU        | off      | none         | +15550129999 |

  @ELG-06 @reading:ELG-06=default
  Scenario: Without a location nobody knows that the last territory is not served
    Given agent ana is signed in in DE
    And the tenant owns the calling-plan number +15550120000 that makes calls
    And ana calls from the number +15550120000
    And the browser location of ana is off
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with location_unavailable

  @ELG-06 @ELG-10 @reading:ELG-06=default
  Scenario: A location that turns off during the run
    Given agent ana is signed in in US
    And the tenant owns the calling-plan number +15550120000 that makes calls
    And ana calls from the number +15550120000
    When the browser location of ana turns denied
    And ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with location_unavailable
    When the browser location of ana turns on
    And ana dials 911
    Then we see that the dial of call 1 of ana is accepted
