Feature: A presence chosen during the call
  The status of an emergency call is not the agent's to change. What is chosen in the client or by a program is answered as
  the deployment declares.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence record Focus stands on the base status busy-dnd

  @PRS-07 @reading:PRS-07=refuse
  Scenario Outline: A choice during the call is refused and leaves what returns as it was
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 30 s
    And ana chooses the presence <record> by <via>
    Then we see that an act of ana is refused with presence_locked
    And we see that the base status of ana is busy-dnd
    When time passes by 30 s
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | record       | via    |
      | Available    | client |
      | Available    | api    |
      | Busy         | api    |
      | "Busy - DND" | client |
      | Away         | api    |
      | Offline      | client |
      | Focus        | api    |

  @PRS-07 @reading:PRS-07=refuse
  Scenario: Before the dial and after the call the agent chooses freely
    When ana chooses the presence Lunch by client
    Then we see that the presence of ana is Lunch
    When ana dials 911
    And ana chooses the presence Available by client
    Then we see that an act of ana is refused with presence_locked
    And we see that the base status of ana is busy-dnd
    When the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    Then we see that the presence of ana is Lunch
    When ana chooses the presence Available by api
    Then we see that the presence of ana is Available

  @PRS-07 @PRS-08 @reading:PRS-07=refuse
  Scenario Outline: A choice during a callback is refused
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana ends call 1 of ana
    And ana chooses the presence Lunch by client
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And ana chooses the presence Available by <via>
    Then we see that an act of ana is refused with presence_locked
    And we see that the base status of ana is busy-dnd
    When ana ends callback 1 of ana
    Then we see that the presence of ana is Lunch

    Examples:
      | via    |
      | client |
      | api    |

  @PRS-07 @reading:PRS-07=defer
  Scenario Outline: A choice during the call takes effect when it is over
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana chooses the presence <record> by <via>
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    And <end>
    Then we see that the presence of ana is <record>

    Examples:
      | record    | via    | end                             |
      | Available | client | ana ends call 1 of ana          |
      | Away      | api    | ana ends call 1 of ana          |
      | Focus     | client | the PSAP hangs up call 1 of ana |

  @PRS-07 @reading:PRS-07=defer
  Scenario: Of two choices the last one takes effect
    When ana dials 911
    And the PSAP answers call 1 of ana
    And ana chooses the presence Away by client
    And ana chooses the presence Lunch by api
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is Lunch

  @PRS-07 @reading:PRS-07=apply
  Scenario Outline: A choice during the call takes effect at once
    Given the presence of ana is Lunch set by agent
    When ana dials 911
    And the PSAP answers call 1 of ana
    Then we see that the base status of ana is busy-dnd
    When ana chooses the presence <record> by <via>
    Then we see that the presence of ana is <record>
    When time passes by 1 min
    And ana ends call 1 of ana
    Then we see that the presence of ana is <record>

    Examples:
      | record    | via    |
      | Available | client |
      | Away      | api    |
