Feature: The end of the callback window
  Its end keeps new calls away and touches none that rings or runs. Callbacks do not move it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"

  @CBN-04
  Scenario Outline: A callback that alerts when the window ends rings on
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <arrival> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    Then we see that a callback is offered at ana
    When time passes by 1 tick
    Then we see that a callback is offered at ana
    When time passes by 20 min
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And time passes by 10 min
    Then we see that a callback is connected at ana
    When ana ends callback 1 of ana
    Then we see that callback 1 of ana is closed

    Examples:
      | arrival    |
      | 30 min     |
      | 59 min     |

    @tolerance:expiry-grace=0s
    Examples:
      | arrival            |
      | 59 min 59 s 999 ms |

  @CBN-04 @tolerance:expiry-grace=0s
  Scenario: A callback that arrives in the last instant of the window rings on
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When time passes by 1 tick
    Then we see that a callback is offered at ana
    When time passes by 20 min
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And time passes by 10 min
    Then we see that a callback is connected at ana
    When ana ends callback 1 of ana
    Then we see that callback 1 of ana is closed

  @CBN-04
  Scenario Outline: A callback that is live when the window ends goes on
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches <answer> after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time reaches 60 min after the dial of call 1 of ana
    Then we see that a callback is connected at ana
    When time passes by 1 tick
    Then we see that a callback is connected at ana
    When time passes by 30 min
    Then we see that a callback is connected at ana
    And we see that the base status of ana is busy-dnd
    When the PSAP hangs up callback 1 of ana
    Then we do not see that a callback is connected at ana

    Examples:
      | answer |
      | 1 min  |
      | 59 min |

  @CBN-04
  Scenario: A second leg that alerts over the first call is not cut either
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And time passes by 1 tick
    Then we see that a callback is offered at ana
    And we do not see that call 1 of ana is closed
    When time passes by 10 min
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 1 of ana
    Then we do not see that a callback is offered at ana

  @CBN-04 @CBN-07
  Scenario: A callback that is live outlasts the rest of its number
    Given the number pool has 2 numbers with a quarantine of 10 min
    And agent ben is signed in in US
    And ben calls from the number +15550120000
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time reaches 60 min after the dial of call 1 of ana
    And time reaches 80 min after the dial of call 1 of ana
    And ben dials 911
    And the PSAP answers call 1 of ben
    And time passes by 1 min
    And ben ends call 1 of ben
    And ben dials 911
    Then we see that a number is leased for call 2 of ben
    And we see that a callback is connected at ana
    When ana ends callback 1 of ana
    Then we see that callback 1 of ana is closed

  @CBN-12 @reading:CBN-12=default @tolerance:expiry-grace=0s
  Scenario: A callback that was answered leaves the end where it was
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 50 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 5 min
    And the PSAP hangs up callback 1 of ana
    And time reaches 60 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 3 of ana is told not in service

  @CBN-12
  Scenario Outline: A callback that nobody takes leaves the end where it was
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 30 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And <end>
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 2 of ana
    And time reaches 76 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 3 of ana is told not in service

    Examples:
      | end                                 |
      | the PSAP gives up callback 1 of ana |
      | ana declines the offer              |

  @CBN-12 @reading:CBN-12=default
  Scenario: A callback that runs on past the end keeps the number open for no other
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 59 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time reaches 80 min after the dial of call 1 of ana
    And the PSAP hangs up callback 1 of ana
    And time passes by 1 min
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 2 of ana is told not in service

  @CBR-10 @reading:CBR-10=default
  Scenario Outline: A call that lasts long leaves the end where it was
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time reaches <length> after the dial of call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 76 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 1 of ana is told not in service

    Examples:
      | length |
      | 55 min |
      | 70 min |

  @CBN-12 @CBR-10 @reading:CBN-12=callback-extends @tolerance:expiry-grace=0s
  Scenario: Where callbacks extend the window it ends an hour after the last answer
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 20 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 5 min
    And the PSAP hangs up callback 1 of ana
    And time reaches 50 min after the dial of call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And the PSAP gives up callback 2 of ana
    And time reaches 60 min after the answer of callback 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When the PSAP gives up callback 3 of ana
    And time passes by 1 tick
    And the PSAP calls the callback number of call 1 of ana
    Then we see that callback 4 of ana is told not in service
