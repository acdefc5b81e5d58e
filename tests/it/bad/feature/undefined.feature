Feature: title

  Scenario: nearly right
    Given agent ana is singed in in US
    And the tenant has a trunk sbc-1
    When ana dails 911
    Then we see the presence of ana is Away

  Scenario: of another kind
    Given ana dials 911
    When the presence of ana is Lunch set by agent
    Then ana signs out

  Scenario: far from anything
    When pigs fly over the moon and back again
