Feature: Nobody else's presence changes
  Two agents of one queue call from one number. An emergency call of one of them is nothing to the status of the other.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And agent ben is signed in in US
    And ben calls from the number +15550120000
    And the queue support admits agents in Do not disturb
    And ana serves the queue support
    And ben serves the queue support
    And the presence record Lunch stands on the base status away

  @PRS-10
  Scenario Outline: Neither the dial nor the end changes the other agent's presence
    Given the presence of ben is <record> set by <setter>
    When ana dials 911
    Then we see that the base status of ana is busy-dnd
    And we see that the presence of ben is <record>
    When the PSAP answers call 1 of ana
    And time passes by 1 min
    And <end>
    Then we see that the presence of ana is Available
    And we see that the presence of ben is <record>

    @reading:PRS-06=default
    Examples:
      | record       | setter | end                                 |
      | Available    | agent  | the carrier drops call 1 of ana     |

    Examples:
      | record       | setter | end                                 |
      | Available    | system | ana ends call 1 of ana              |
      | Busy         | system | ana ends call 1 of ana              |
      | "Busy - DND" | agent  | the PSAP hangs up call 1 of ana     |
      | Lunch        | agent  | ana ends call 1 of ana              |
      | Offline      | agent  | ana ends call 1 of ana              |

  @PRS-10 @PRS-08
  Scenario: A callback changes the presence of its agent alone
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    Then we see that the base status of ana is busy-dnd
    And we see that the presence of ben is Available
    When ana ends callback 1 of ana
    Then we see that the presence of ben is Available

  @PRS-10
  Scenario: Two calls at once are two conversations
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And ben dials 911
    And the PSAP answers call 1 of ana
    And the PSAP answers call 1 of ben
    And ana ends call 1 of ana
    Then we see that the presence of ana is Lunch
    And we see that the base status of ben is busy-dnd
    When ben ends call 1 of ben
    Then we see that the presence of ben is Available
    And we see that the presence of ana is Lunch

  @PRS-10
  Scenario: What the other agent does is the other agent's own
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ben chooses the presence Lunch by client
    Then we see that the presence of ben is Lunch
    When a customer calls the queue support with normal priority
    And ben chooses the presence Available by client
    And ben accepts the offer
    Then we see that the presence of ben is Busy
    When ana ends call 1 of ana
    Then we see that the presence of ben is Busy
    When the customer hangs up item 1 of ben
    Then we see that the presence of ben is Available

  @PRS-10
  Scenario: An agent who lost the client stays as the client left it
    When ben loses the client
    And ana dials 911
    Then we see that the presence of ben is Offline
    When the PSAP answers call 1 of ana
    And ana loses the client
    And ana comes back
    Then we see that the presence of ben is Offline
    When ana ends call 1 of ana
    And ben comes back
    Then we see that the presence of ben is Available
