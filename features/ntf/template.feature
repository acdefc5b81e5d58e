Feature: The text of a notification comes from the template
  The mail is rendered from the template as it was last saved before the dial; where that can't be, from a text of our own.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @NTF-05
  Scenario: The template as it was saved is rendered
    Given the notification template reads "Marker K7: {{ agent_name }} dialled {{ dialled }}"
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker K7:"
    And we see that a dial mail of ana says "ana dialled 911"

  @NTF-05
  Scenario: A template edited before the dial is rendered
    When the administrator changes the template to "Marker M2 for {{ agent_name }}"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker M2 for ana"

  @NTF-05
  Scenario: Of two templates the later one is rendered
    Given the notification template reads "Marker K7 {{ agent_name }}"
    When the administrator changes the template to "Marker L1 {{ agent_name }}"
    And time passes by 15 min
    And the administrator changes the template to "Marker M2 {{ agent_name }}"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker M2"
    And we never saw that a dial mail of ana says "Marker L1"

  @NTF-05 @tolerance:configuration-sync=0s
  Scenario: Without a sync time a template counts at once
    Given the notification template reads "Marker K7 {{ agent_name }}"
    When the administrator changes the template to "Marker M2 {{ agent_name }}"
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker M2"

  @NTF-05
  Scenario: A template edited after the dial counts for the next dial
    Given the notification template reads "Marker K7 {{ agent_name }}"
    When ana dials 911
    And the administrator changes the template to "Marker M2 {{ agent_name }}"
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker K7"
    And we never saw that a dial mail of ana says "Marker M2"
    When ana ends call 1 of ana
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker M2"

  @NTF-05 @needs:fault-injection
  Scenario: A template edited between the dial and its mail counts for no mail of that dial
    Given the notification template reads "Marker K7 {{ agent_name }}"
    And the number pool is slow by 500 ms
    When ana dials 911
    And the administrator changes the template to "Marker M2 {{ agent_name }}"
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker K7"
    And we never saw that a dial mail of ana says "Marker M2"

  @NTF-17
  Scenario Outline: A template that is <state> keeps no mail from anybody
    Given the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the notification template is <state>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we see that a dial mail of ana reaches desk@example.com

    Examples:
      | state   |
      | missing |
      | broken  |

  @NTF-17
  Scenario Outline: A template that is saved broken keeps no mail from anybody: <text>
    When the administrator changes the template to <text>
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com

    Examples:
      | text                             |
      | "Marker K7 {{ agent_name"        |
      | "{{ }} Marker K7"                |

  @NTF-05
  Scenario: A broken template that is mended is rendered again
    Given the notification template is broken
    When the administrator changes the template to "Marker M2 for {{ agent_name }}"
    And time passes by 15 min
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Marker M2 for ana"

  @NTF-06
  Scenario Outline: A merge field that nobody knows renders blank: <text>
    Given the notification template reads <text>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana says "Start"
    And we never saw that a dial mail of ana says "{{"
    And we never saw that a dial mail of ana says "nobody"

    Examples:
      | text                                                  |
      | "Start {{ nobody }} end"                              |
      | "Start {{nobody}} end {{ nobody.home }} of the text"  |
      | "Start {{ agent_name }} and {{ nobody }} at {{ time }}" |
