Feature: Who is told of a dial
  The list of emergency contacts is split at semicolons. Every valid entry is told, and whoever is not on the list is not.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @NTF-02
  Scenario: Without contacts nobody is told, and the call is like any other
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And ana ends call 1 of ana
    Then we see that call 1 of ana is answered
    And 0 mails of the kind dial went out for ana

  @NTF-02
  Scenario Outline: A list of blanks and semicolons names nobody: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And ana ends call 1 of ana
    Then we see that call 1 of ana is answered
    And 0 mails of the kind dial went out for ana

    Examples:
      | list    |
      | ""      |
      | "   "   |
      | ;;;     |
      | " ; ; " |
      | " \\t;"  |

  @NTF-02 @NTF-12
  Scenario: A list that the administrator empties names nobody
    Given the emergency contacts of ana are boss@example.com
    When the administrator saves the contacts of ana as ""
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then 0 mails of the kind dial went out for ana

  @NTF-03
  Scenario Outline: Blanks around addresses and empty entries are ignored: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we see that a dial mail of ana reaches desk@example.com

    Examples:
      | list                                               |
      | boss@example.com;desk@example.com                  |
      | "boss@example.com; desk@example.com"               |
      | "  boss@example.com ;desk@example.com  "           |
      | ;boss@example.com;;desk@example.com;               |
      | " ; boss@example.com ;   ;\\tdesk@example.com ; ; " |

  @NTF-03
  Scenario Outline: One address among blanks and semicolons is told: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com

    Examples:
      | list                  |
      | boss@example.com;     |
      | ;boss@example.com     |
      | " boss@example.com "  |

  @NTF-04 @reading:NTF-04=default
  Scenario Outline: An invalid entry keeps no valid one from its mail: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we see that a dial mail of ana reaches desk@example.com

    Examples:
      | list                                              |
      | "nonsense; boss@example.com; desk@example.com"    |
      | "boss@example.com; @example.com; desk@example.com" |
      | "boss@example.com; desk@example.com; desk@"       |
      | "a b@example.com; boss@example.com; desk@@example.com; desk@example.com; ." |

  @NTF-04 @reading:NTF-04=default
  Scenario Outline: Where all entries are invalid nobody is told, and the call is like any other: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And ana ends call 1 of ana
    Then we see that call 1 of ana is answered
    And 0 mails of the kind dial went out for ana

    Examples:
      | list                         |
      | nonsense                     |
      | "nonsense; @example.com; a@" |

  @NTF-04 @reading:NTF-04=default
  Scenario: A list that is saved with an invalid entry counts for its valid ones
    Given the emergency contacts of ana are boss@example.com
    When the administrator saves the contacts of ana as "desk@example.com; nonsense"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches boss@example.com

  @NTF-04 @reading:NTF-04=reject-at-save
  Scenario: A list with an invalid entry is refused when it is saved, and the earlier one stands
    Given the emergency contacts of ana are boss@example.com
    When the administrator saves the contacts of ana as "desk@example.com; nonsense"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that the contacts of ana are refused with invalid_contacts
    And we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches desk@example.com

  @NTF-04 @reading:NTF-04=reject-at-save
  Scenario: Where the list that is refused is the first one, nobody is told
    When the administrator saves the contacts of ana as "desk@example.com; nonsense"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that the contacts of ana are refused with invalid_contacts
    And 0 mails of the kind dial went out for ana

  @NTF-18
  Scenario Outline: An address that stands twice gets one mail, in whatever case: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com

    Examples:
      | list                                                             |
      | "boss@example.com; boss@example.com"                             |
      | "boss@example.com; desk@example.com; BOSS@Example.COM"           |

  @NTF-18 @reading:NTF-04=default
  Scenario Outline: An entry that is no plain address is never split: <entry>
    When the administrator saves the contacts of ana as <entry>
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that the contacts of ana are saved with a warning
    And we never saw that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches desk@example.com
    And we see that a dial mail of ana reaches night@example.org

    Examples:
      | entry                                                       |
      | "boss@example.com, desk@example.com; night@example.org"     |
      | "night@example.org; boss@example.com,desk@example.com"      |
      | "night@example.org; boss@example.com desk@example.com"      |
      | "Boss <boss@example.com>; night@example.org"                |
      | "night@example.org; \\"Desk, Boss\\" <desk@example.com>"      |

  @NTF-18 @reading:NTF-04=reject-at-save
  Scenario: Who saves a list with commas is told so by the refusal
    When the administrator saves the contacts of ana as "boss@example.com, desk@example.com; night@example.org"
    Then we see that the contacts of ana are refused with invalid_contacts
