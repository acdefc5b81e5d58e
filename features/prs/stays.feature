Feature: Do not disturb stays while a leg is up
  Whatever happens to capacity, to other work and to offers that nobody takes, the status holds until the last leg ends.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @PRS-03
  Scenario Outline: An administrator who changes the capacity does not change the status
    Given the presence of ana is <record> set by <setter>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the administrator changes the capacity of ana to <limit>
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we do not see that the base status of ana is busy-dnd

    Examples:
      | record    | setter | limit |
      | Available | system | 0     |
      | Available | system | 1     |
      | Available | system | 10    |
      | Away      | agent  | 1     |

  @PRS-03 @PRS-15
  Scenario Outline: An ordinary call that ends meanwhile does not change the status
    When ana dials 5550100
    And time passes by 10 s
    And ana dials 911
    And the PSAP answers call 2 of ana
    And <end>
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When ana ends call 2 of ana
    Then we see that the presence of ana is Available

    Examples:
      | end                              |
      | the customer hangs up call 1 of ana |
      | the carrier drops call 1 of ana  |
      | ana ends call 1 of ana           |

  @PRS-03 @PRS-15
  Scenario: A wrap-up that is closed meanwhile does not change the status
    Given wrap-up of ana is on
    When ana dials 5550100
    And time passes by 10 s
    And ana ends call 1 of ana
    Then we see that the presence of ana is Busy
    When ana dials 911
    And the PSAP answers call 2 of ana
    And ana closes the wrap-up
    Then we see that the base status of ana is busy-dnd
    When ana ends call 2 of ana
    Then we see that the presence of ana is Available

  @PRS-03
  Scenario Outline: A second callback that is not taken does not change the status
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana ignores the offer
    And time passes by 30 s
    Then we see that the base status of ana is busy-dnd
    When <untaken>
    Then we see that the base status of ana is busy-dnd
    When time passes by 1 min
    Then we see that the base status of ana is busy-dnd
    When ana ends call 1 of ana
    Then we see that the presence of ana is Available

    Examples:
      | untaken                          |
      | the PSAP gives up callback 1 of ana |
      | ana declines the offer           |

  @PRS-03 @PRS-08
  Scenario: The status stays while only a callback is up
    Given wrap-up of ana is on
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the PSAP hangs up call 1 of ana
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And the administrator changes the capacity of ana to 1
    And the PSAP calls the callback number of call 1 of ana
    And ana declines the offer
    Then we see that the base status of ana is busy-dnd
    When the PSAP hangs up callback 1 of ana
    Then we see that the presence of ana is Available
