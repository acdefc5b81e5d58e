Feature: What the shipped template says
  Who dialled what and when, and how and where the caller is reached. Times carry the offset of the agent's zone.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @NTF-06 @NTF-15
  Scenario Outline: The mail states every fact of a dial in <territory>
    Given agent bo is signed in in <territory>
    And bo calls from the number +15550120000
    And the display name of bo is <name>
    And the emergency contacts of bo are chief@example.org
    When bo dials 911
    And time passes by 2 min
    Then we see that a dial mail of bo says 911
    And we see that a dial mail of bo says <territory>
    And we see that a dial mail of bo says <dialled at>
    And we see that a dial mail of bo says <valid until>

    Examples:
      | territory | name                | dialled at                | valid until               |
      | US        | "Bo Berg"           | 2026-03-09T11:00:00-04:00 | 2026-03-09T12:00:00-04:00 |
      | PR        | "Bo Ortiz Rivera"   | 2026-03-09T11:00:00-04:00 | 2026-03-09T12:00:00-04:00 |
      | CA        | "Bo O'Neill-Tremblay" | 2026-03-09T11:00:00-04:00 | 2026-03-09T12:00:00-04:00 |
      | GB        | "B. O. Archer"      | 2026-03-09T15:00:00+00:00 | 2026-03-09T16:00:00+00:00 |
      | DK        | "Bo Ærø Sørensen"   | 2026-03-09T16:00:00+01:00 | 2026-03-09T17:00:00+01:00 |

  @NTF-06
  Scenario: An agent without a display name is stated by the id
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says ana

  @NTF-06 @needs:fault-injection
  Scenario: Where the location is not known the mail states the rest
    Given the location source fails with 503
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we see that a dial mail of ana says 911

  @NTF-06
  Scenario: Each dial states its own number and times
    When ana dials 911
    And time passes by 10 min
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says 2026-03-09T11:00:00-04:00
    And we see that a dial mail of ana says 2026-03-09T11:10:00-04:00

  @NTF-15 @NTF-06
  Scenario Outline: The hour that comes twice can be told apart: <start> in <zone>
    Given the run starts at <start>
    And the time zone of ana is <zone>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says <dialled at>
    And we see that a dial mail of ana says <valid until>

    Examples:
      | start                | zone                | dialled at                | valid until               |
      | 2026-11-01T05:30:00Z | America/New_York    | 2026-11-01T01:30:00-04:00 | 2026-11-01T01:30:00-05:00 |
      | 2026-11-01T06:30:00Z | America/New_York    | 2026-11-01T01:30:00-05:00 | 2026-11-01T02:30:00-05:00 |
      | 2026-11-01T05:59:59Z | America/New_York    | 2026-11-01T01:59:59-04:00 | 2026-11-01T01:59:59-05:00 |
      | 2026-11-01T06:00:00Z | America/New_York    | 2026-11-01T01:00:00-05:00 | 2026-11-01T02:00:00-05:00 |
      | 2026-03-08T06:30:00Z | America/New_York    | 2026-03-08T01:30:00-05:00 | 2026-03-08T03:30:00-04:00 |
      | 2026-11-01T05:30:00Z | America/Puerto_Rico | 2026-11-01T01:30:00-04:00 | 2026-11-01T02:30:00-04:00 |
      | 2026-10-25T00:30:00Z | Europe/London       | 2026-10-25T01:30:00+01:00 | 2026-10-25T01:30:00+00:00 |
      | 2026-10-25T00:30:00Z | Europe/Copenhagen   | 2026-10-25T02:30:00+02:00 | 2026-10-25T02:30:00+01:00 |
      | 2026-11-01T04:00:00Z | America/St_Johns    | 2026-11-01T01:30:00-02:30 | 2026-11-01T01:30:00-03:30 |

  @NTF-15
  Scenario: Two dials in the hour that comes twice
    Given the run starts at 2026-11-01T05:30:00Z
    When ana dials 911
    And time passes by 2 min
    And ana ends call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says 2026-11-01T01:30:00-04:00
    And we see that a dial mail of ana says 2026-11-01T01:30:00-05:00

  @NTF-15 @NTF-06
  Scenario: An agent who has moved to another time zone
    Given the time zone of ana is America/New_York
    When the time zone of ana changes to America/Los_Angeles
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says 2026-03-09T08:00:00-07:00
