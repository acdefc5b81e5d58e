Feature: Time zones
  A zone that the tz database does not name.

  Scenario: A city that is no zone
    Given agent ana is signed in in GB
    And the time zone of ana is Europe/Manchester
    When the time zone of ana changes to GMT-ish
