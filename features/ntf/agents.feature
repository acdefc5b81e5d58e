Feature: Each agent has contacts of its own
  The dial of one agent is no business of another agent's contacts.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And agent ben is signed in in CA
    And ben calls from the number +15550120000

  @NTF-16
  Scenario: Two agents with different lists
    Given the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the emergency contacts of ben are "chief@example.org; desk@example.com"
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches chief@example.org
    When ben dials 911
    And time passes by 2 min
    Then we see that a dial mail of ben reaches chief@example.org
    And we see that a dial mail of ben reaches desk@example.com
    And we never saw that a dial mail of ben reaches boss@example.com

  @NTF-16
  Scenario: Two agents who dial at the same instant
    Given the emergency contacts of ana are boss@example.com
    And the emergency contacts of ben are chief@example.org
    When ben dials 911
    And ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches chief@example.org
    And we see that a dial mail of ben reaches chief@example.org
    And we never saw that a dial mail of ben reaches boss@example.com

  @NTF-16
  Scenario: An agent without contacts beside one who has some
    Given the emergency contacts of ben are chief@example.org
    When ana dials 911
    And time passes by 2 min
    Then 0 mails of the kind dial went out for ana
    And we never saw that a dial mail of ana reaches chief@example.org

  @NTF-16
  Scenario: A list that is saved for one agent counts for that agent alone
    Given the emergency contacts of ana are boss@example.com
    And the emergency contacts of ben are chief@example.org
    When the administrator saves the contacts of ben as night@example.org
    And time passes by 15 min
    And ana dials 911
    And ben dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches night@example.org
    And we see that a dial mail of ben reaches night@example.org

  @NTF-16
  Scenario: An agent among many, each with contacts of its own
    Given 12 more agents are signed in in US and call from the number +15550120000
    And the emergency contacts of ana are boss@example.com
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And 1 mails of the kind dial went out for ana
