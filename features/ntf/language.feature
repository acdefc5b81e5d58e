Feature: The language of a notification, and its subject and page
  The mails of a tenant are written in its language, and a tenant may have a subject and a page of its own. What is stated stays
  the same.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @NTF-06 @NTF-15
  Scenario Outline: A mail in the language <language> states every fact of a dial
    Given the mails of the tenant are written in <language>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says <dialled at>
    And we see that a dial mail of ana says <valid until>

    Examples:
      | language | dialled at                                        | valid until                                       |
      | da       | "9. marts 2026 kl. 11.00.00 (UTC-04:00)"          | "9. marts 2026 kl. 12.00.00 (UTC-04:00)"          |
      | fr-CA    | "9 mars 2026 à 11 h 00 min 00 s (UTC-04:00)"      | "9 mars 2026 à 12 h 00 min 00 s (UTC-04:00)"      |
      | es-PR    | "9 de marzo de 2026, 11:00:00 a. m. (UTC-04:00)"  | "9 de marzo de 2026, 12:00:00 p. m. (UTC-04:00)"  |
      | de       | 2026-03-09T11:00:00-04:00                         | 2026-03-09T12:00:00-04:00                         |

  @NTF-01
  Scenario: A subject and a page of the tenant's own reach the contacts
    Given the subject of the notification template reads "{{ agent_name }} dialled {{ dialled }}"
    And the page of the notification template reads "<h1>{{ agent_name }}</h1>"
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "ana dialled 911"
    And we see that a dial mail of ana reaches boss@example.com

  @NTF-01
  Scenario: A subject that is broken keeps no mail from anybody
    Given the subject of the notification template reads "{{ agent_name"
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com

  @NTF-01
  Scenario: A page that is broken keeps no mail from anybody
    Given the page of the notification template reads "<h1>{{ }}</h1>"
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
