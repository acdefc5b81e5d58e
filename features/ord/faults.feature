Feature: A service that is slow, failing or stopped
  The call to the emergency service waits for none of them.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @ORD-05
  Scenario Outline: The leg goes out whatever one service does
    Given the <service> <fault>
    When ana dials 911
    And time passes by 10 s
    Then within 2 s of the dial of call 1 of ana we saw that a leg of call 1 of ana is offered on direct
    When the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | service          | fault             |
      | mail server      | is slow by 500 ms |
      | mail server      | is slow by 10 min |
      | mail server      | fails with 503    |
      | mail server      | is stopped        |
      | presence service | is slow by 500 ms |
      | presence service | is slow by 10 min |
      | presence service | fails with 503    |
      | presence service | is stopped        |
      | number pool      | is slow by 500 ms |
      | number pool      | is slow by 10 min |
      | number pool      | fails with 503    |
      | number pool      | is stopped        |
      | location source  | is slow by 500 ms |
      | location source  | is slow by 10 min |
      | location source  | fails with 503    |
      | location source  | is stopped        |

  @ORD-05
  Scenario Outline: A fault that begins after a call that was well blocks no later one
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the <service> <fault>
    And ana dials 911
    And time passes by 10 s
    Then within 2 s of the dial of call 2 of ana we saw that a leg of call 2 of ana is offered on direct
    When the PSAP answers call 2 of ana
    And ana ends call 2 of ana
    And the <service> recovers
    And time passes by 20 min
    And ana dials 911
    Then within 0 s of the dial of call 3 of ana we saw that a leg of call 3 of ana is offered on direct

    Examples:
      | service          | fault                   |
      | mail server      | becomes slow by 1 min   |
      | mail server      | starts to fail with 500 |
      | mail server      | stops                   |
      | presence service | becomes slow by 1 min   |
      | presence service | starts to fail with 500 |
      | presence service | stops                   |
      | number pool      | becomes slow by 1 min   |
      | number pool      | starts to fail with 500 |
      | number pool      | stops                   |
      | location source  | becomes slow by 1 min   |
      | location source  | starts to fail with 500 |
      | location source  | stops                   |

  @ORD-05
  Scenario Outline: A trunk is reached as the direct offer is
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And voice route all in place 1 sends ^911$ to the trunks sbc-1
    And the <service> is stopped
    When ana dials 911
    And time passes by 10 s
    Then within 2 s of the dial of call 1 of ana we saw that a leg of call 1 of ana is offered on sbc-1

    Examples:
      | service          |
      | mail server      |
      | presence service |
      | number pool      |
      | location source  |

  @ORD-05
  Scenario: The last country of the session stands in for a location source that is stopped
    Given agent bo is signed in in DK
    And bo calls from the number +15550120000
    And the location source is stopped
    When bo dials 911
    And time passes by 10 s
    Then within 2 s of the dial of call 1 of bo we saw that a leg of call 1 of bo is offered on direct
