Feature: The workspace that an agent dials from
  Each workspace of the deployment has the same dialler.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @ELG-09
  Scenario Outline: An emergency call can be dialled from each workspace
    When ana dials 911 in the workspace <workspace>
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd
    And we see that the panel of ana has the controls device-settings,end-call
    And we see that the emergency alert of ana is shown
    And 1 mails of the kind dial went out for ana

    Examples:
      | workspace        |
      | customer-service |
      | contact-center   |

  @ELG-09
  Scenario Outline: The workspace in use is that of the dial
    Given ana uses the workspace <workspace>
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

    Examples:
      | workspace        |
      | customer-service |
      | contact-center   |

  @ELG-09
  Scenario: One agent dials from both, one call after the other
    Given ana uses the workspace customer-service
    When ana dials 911 in the workspace contact-center
    And ana ends call 1 of ana
    And ana dials 911
    Then we see that the dial of call 2 of ana is accepted
    And we see that the emergency alert of ana is shown
