Feature: What went wrong is told once
  Who runs the deployment learns of each thing that went wrong, and of each only once.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @ORD-06
  Scenario: The last trunk of the last route has failed
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    And the trunk sbc-2 fails every leg with 408
    When ana dials 911
    And time passes by 1 min
    Then we see that the incident route_failure is raised
    When ana dials 911
    And time passes by 1 min
    Then we see that the dial of call 2 of ana fails

  @ORD-06
  Scenario: A trunk that fails is no incident while another carries the call
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 1 min
    Then we never saw that the incident route_failure is raised
    When ana ends call 1 of ana
    And the carrier fails the trunk sbc-2 with 504
    And ana dials 911
    And time passes by 1 min
    Then we see that the incident route_failure is raised

  @ORD-06
  Scenario: The pool has no number left
    Given the number pool has 1 numbers with a quarantine of 10 min
    And agent ben is signed in in US
    And ben calls from the number +15550120000
    When ana dials 911
    And the PSAP answers call 1 of ana
    Then we never saw that the incident pool_exhausted is raised
    When ben dials 911
    And time passes by 1 min
    Then we see that the incident pool_exhausted is raised

  @ORD-06
  Scenario: Callbacks to one number that nobody can be offered are one incident
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 1 of ana
    Then we never saw that the incident callback_unreachable is raised
    When ana loses the client
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 2 of ana
    And time passes by 5 min
    And the PSAP calls the callback number of call 1 of ana
    And time passes by 1 min
    Then we see that the incident callback_unreachable is raised

  @ORD-06
  Scenario Outline: A mail that its recipients never get is one incident, however often it was tried
    Given the <fault>
    And the PSAP answers after 5 s
    When ana dials 911
    And time passes by 10 min
    Then we see that the incident mail_not_sent is raised
    And we see that call 1 of ana is answered

    Examples:
      | fault                                         |
      | mail server fails with 550                    |
      | mail server fails with 451                    |
      | mail server fails with 503                    |
      | mail server is stopped                        |
      | mail server refuses desk@example.com with 550 |
      | mail server refuses desk@example.com with 450 |

  @ORD-06
  Scenario: A mail that gets through when it is tried again is no incident
    Given the mail server fails with 451
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 5 s
    And the mail server recovers
    And time passes by 10 min
    Then we never saw that the incident mail_not_sent is raised
    When ana ends call 1 of ana
    And the mail server starts to fail with 550
    And ana dials 911
    And time passes by 10 min
    Then we see that the incident mail_not_sent is raised

  @ORD-06
  Scenario Outline: A template that can't be rendered is told once for each dial
    Given the notification template is <state>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 1 min
    Then we see that the incident template_broken is raised
    When ana ends call 1 of ana
    And ana dials 911
    And time passes by 1 min
    Then 2 mails of the kind dial went out for ana

    Examples:
      | state   |
      | missing |
      | broken  |

  @ORD-06
  Scenario: A template that is mended is no incident any more
    Given the notification template is broken
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the administrator changes the template to "{{ agent_name }} dialled {{ dialled }}."
    And ana dials 911
    And time passes by 1 min
    Then we see that the incident template_broken is raised
    And 2 mails of the kind dial went out for ana
