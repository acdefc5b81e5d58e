Feature: Which list counts, and who may change it
  What an administrator saved counts for the dials after it, and for none before it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @NTF-12
  Scenario: A list saved before the sync time counts
    When the administrator saves the contacts of ana as "desk@example.com; night@example.org"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com
    And we see that a dial mail of ana reaches night@example.org
    And we never saw that a dial mail of ana reaches boss@example.com

  @NTF-12 @tolerance:configuration-sync=0s
  Scenario Outline: Without a sync time a list counts at once: <span> later
    When the administrator saves the contacts of ana as desk@example.com
    And time passes by <span>
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches boss@example.com

    Examples:
      | span                    |
      | 0 s                     |
      | 14 min 59 s             |

  @NTF-12
  Scenario: Of two lists the later one counts
    When the administrator saves the contacts of ana as night@example.org
    And time passes by 15 min
    And the administrator saves the contacts of ana as desk@example.com
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches night@example.org
    And we never saw that a dial mail of ana reaches boss@example.com

  @NTF-12
  Scenario: A list saved during the call counts for the next dial and not for this one
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the administrator saves the contacts of ana as desk@example.com
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches desk@example.com
    When ana ends call 1 of ana
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com

  @NTF-12
  Scenario: What the administrator edits without saving counts for no dial
    When the administrator edits the contacts of ana to desk@example.com
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches desk@example.com

  @NTF-12 @needs:fault-injection @reading:NTF-12=default
  Scenario: A list saved between the dial and its mail counts for no mail of that dial
    Given the number pool is slow by 500 ms
    When ana dials 911
    And the administrator saves the contacts of ana as desk@example.com
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches desk@example.com

  @NTF-12 @needs:fault-injection @reading:NTF-12=at-send @tolerance:configuration-sync=0s
  Scenario: The list counts as it is when the mail is sent
    Given the number pool is slow by 500 ms
    When ana dials 911
    And the administrator saves the contacts of ana as desk@example.com
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches boss@example.com

  @NTF-19
  Scenario Outline: An agent can't change the contacts to <list>
    When ana tries to save the contacts <list>
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that the contacts of ana are refused with not_permitted
    And we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches friend@example.net

    Examples:
      | list                                  |
      | friend@example.net                    |
      | "boss@example.com;friend@example.net" |
      | ""                                    |

  @NTF-19
  Scenario: An agent can't change the contacts during the call, and an administrator can
    When ana dials 911
    And ana tries to save the contacts friend@example.net
    And the administrator saves the contacts of ana as desk@example.com
    And time passes by 2 min
    And ana ends call 1 of ana
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that the contacts of ana are refused with not_permitted
    And we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches friend@example.net

  @NTF-19
  Scenario: What an administrator saves is saved
    When the administrator saves the contacts of ana as desk@example.com
    Then we see that the contacts of ana are saved without a warning
