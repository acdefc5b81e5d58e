Feature: The dial notification
  One notification reaches every emergency contact as soon as the agent dials.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @slice @NTF-01
  Scenario Outline: Every contact is notified without waiting for an answer
    Given the emergency contacts of ana are <contacts>
    When ana dials 911
    Then 1 mails of the kind dial went out for ana
    When time passes by 2 min
    And ana ends call 1 of ana
    Then 1 mails of the kind dial went out for ana

    Examples:
      | contacts                                                    |
      | boss@example.com                                            |
      | "boss@example.com;desk@example.com; night.shift@example.org" |

  @slice @NTF-01
  Scenario: The notification does not wait for a late answer
    Given the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the PSAP answers after 2 min
    When ana dials 911
    And time passes by 3 min
    And ana ends call 1 of ana
    Then 1 mails of the kind dial went out for ana
