Feature: title

  Scenario: one
    Given agent ana is signed in in US
    When ana dials 911
    Thenn the dial of ana is refused with not_reachable

    And ana dails 911
