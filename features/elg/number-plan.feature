Feature: Which dialled texts are emergency calls
  The number plan of the agent's territory says what an emergency number is, and the whole dialled text counts.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls

  @slice @ELG-01
  Scenario Outline: The emergency number of the territory starts an emergency call
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd
    And we see that the emergency alert of ana is shown

    Examples:
      | territory |
      | US        |
      | PR        |
      | CA        |
      | GU        |
      | VI        |
      | MP        |
      | AS        |

  @slice @ELG-02 @reading:ELG-02=default
  Scenario Outline: The number of the feature starts an emergency call where the network has others
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd

    Examples:
      | territory |
      | GB        |
      | DK        |

  @slice @ELG-04 @ELG-10 @reading:ELG-04=default
  Scenario Outline: Outside the declared territories no emergency conversation starts
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com
    When ana dials 911
    And time passes by 1 min
    Then the dial of ana is refused with unsupported_country
    And we never saw that the emergency alert of ana is shown
    And 0 mails of the kind dial went out for ana

    Examples:
      | territory |
      | DE        |
      | FR        |
      | IE        |
      | AU        |

  @ELG-03
  Scenario Outline: The numbers of the territory's own network start an emergency call
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials <dialled>
    Then we see that the dial of call 1 of ana is accepted
    And we see that a leg of call 1 of ana is offered on direct
    And we see that the base status of ana is busy-dnd
    And we see that the emergency alert of ana is shown

    Examples:
      | territory | dialled |
      | GB        | 999     |
      | GB        | 112     |
      | DK        | 112     |

  @ELG-04 @ELG-10 @reading:ELG-04=default
  Scenario: Who has moved to a territory that is not served starts none from there
    Given agent ana is signed in in US
    And ana calls from the number +15550120000
    When ana moves to IE
    And ana dials 911
    Then the dial of ana is refused with unsupported_country
    And we never saw that the emergency alert of ana is shown

  @ELG-01
  Scenario: Who has moved to a served territory starts one from there
    Given agent ana is signed in in DE
    And ana calls from the number +15550120000
    When ana moves to PR
    And ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

  @ELG-01
  Scenario: A move after the dial changes nothing of the call
    Given agent ana is signed in in US
    And ana calls from the number +15550120000
    When ana dials 911
    And ana moves to DE
    And the PSAP answers call 1 of ana
    Then we see that call 1 of ana is answered
    And we see that the emergency alert of ana is shown

  @slice @ELG-05
  Scenario Outline: An ordinary number that holds an emergency number is ordinary
    Given agent ana is signed in in <territory>
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
      | territory | dialled           |
      | US        | 9110              |
      | US        | "911 55 123"      |
      | US        | "+1 321 555 0911" |
      | CA        | 5559115550        |
      | GB        | 9991              |
      | GB        | "020 7946 0112"   |
      | DK        | "112 44 556"      |
