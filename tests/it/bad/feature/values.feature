Feature: title

  Background:
    Given agent Ana is signed in in us
    And the presence record Lunch stands on the base status asleep

  Scenario: one
    Given voice route all in place first sends ^9 to the trunks sbc-1,SBC-2
    And the emergency contacts of ana are "a \q"
    And the number pool has 50 numbers with a quarantine of 30 minutes
    When ana tries holt on call 0 of ana
    And time reaches noon
    And time reaches 60 min after the start of call 1 of ana
    Then the dial of ana is refused with no_emergency_paths
    And we see that the panel of ana has the controls hold,end-cal
    And we see that the presense of ana is Away
    And within 2 sec of the dial of call 1 of ana we saw that the base status of ana is free
    And from 0:00:00 until 1 h we saw that the base status of ana is away
