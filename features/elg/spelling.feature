Feature: Spellings of the emergency number
  Digits of any script, separators and one leading plus make no other number; anything else does.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls

  @ELG-11
  Scenario Outline: The number in another spelling is the emergency number
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials <dialled>
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd
    And we see that the emergency alert of ana is shown

    Examples:
      | territory | dialled       |
      | US        | "9 1 1"       |
      | US        | " 911 "       |
      | US        | 9-1-1         |
      | US        | 9.1.1         |
      | US        | (911)         |
      | US        | 9/11          |
      | US        | +911          |
      | US        | "+ (9) 1-1"   |
      | US        | ٩١١           |
      | US        | ۹۱۱           |
      | US        | ९११           |
      | US        | ９１１        |
      | US        | 𝟗𝟏𝟏           |
      | US        | 9١१           |
      | US        | "(٩)-١.١/"    |
      | CA        | "911-"        |

    @needs:national-numbers
    Examples: of the network alone
      | territory | dialled       |
      | GB        | 9-9-9         |
      | GB        | ۱۱۲           |
      | DK        | +112          |

    @reading:ELG-02=default
    Examples: where the network has other numbers
      | territory | dialled       |
      | GB        | ٩١١           |
      | DK        | 9-1-1         |

  @ELG-05
  Scenario Outline: A spelling of another number is ordinary
    Given agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com
    When ana dials <dialled>
    And time passes by 10 s
    Then we see that the base status of ana is busy
    When ana ends call 1 of ana
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown
    And 0 mails of the kind dial went out for ana
    And the history of ana holds 1 rows

    Examples:
      | dialled        |
      | "91 1 0"       |
      | 9-1-1-0        |
      | ٩١١٠           |
      | (911)55        |
      | 0911-55        |
      | "+1 911 555"   |
      | ９１１０       |
