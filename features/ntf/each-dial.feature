Feature: One notification for each dial
  It goes out after the leg, for every dial and for no callback.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And the presence record Lunch stands on the base status away
    And the presence of ana is Lunch set by agent

  @NTF-09
  Scenario Outline: The leg goes out before the mail
    Given <given>
    When ana dials 911
    And time passes by 10 s
    Then we saw first that a leg of call 1 of ana is offered on direct and then that a dial mail of ana is submitted

    Examples:
      | given                                |
      | the PSAP answers after 5 s           |
      | the PSAP rejects every call with 603 |
      | the mail server is slow by 10 s      |
      | the mail server fails with 451       |
      | the number pool is slow by 500 ms    |
      | the number pool is stopped           |

  @NTF-09
  Scenario: The first of several legs goes out before the mail
    Given direct routing is on
    And the tenant has the trunk sbc-1
    And the tenant has the trunk sbc-2
    And voice route first in place 1 sends ^911$ to the trunks sbc-1
    And voice route second in place 2 sends ^911$ to the trunks sbc-2
    And the trunk sbc-1 fails every leg with 503
    When ana dials 911
    And time passes by 10 s
    Then we saw first that a leg of call 1 of ana is offered on sbc-1 and then that a dial mail of ana is submitted

  @NTF-10 @reading:NTF-10=default
  Scenario Outline: A dial soon after another one has its own notification
    When ana dials 911
    And ana ends call 1 of ana
    And time passes by <pause>
    And ana dials 911
    And ana ends call 2 of ana
    And time passes by <pause>
    And ana dials 911
    And time passes by 2 min
    Then 3 mails of the kind dial went out for ana

    Examples:
      | pause  |
      | 1 tick |
      | 3 s    |
      | 59 s   |
      | 1 min 1 s |
      | 10 min |

  @NTF-10 @reading:NTF-10=default
  Scenario: The dials of two agents have each their own
    Given agent ben is signed in in US
    And ben calls from the number +15550120000
    And the emergency contacts of ben are "boss@example.com"
    When ana dials 911
    And ben dials 911
    And ana ends call 1 of ana
    And ana dials 911
    And time passes by 2 min
    Then 2 mails of the kind dial went out for ana
    And 1 mails of the kind dial went out for ben

  @NTF-10 @reading:NTF-10=coalesce
  Scenario: Where notifications are gathered, dials inside the span share one
    When ana dials 911
    And ana ends call 1 of ana
    And time reaches 60 s after the dial of call 1 of ana
    And ana dials 911
    And ana ends call 2 of ana
    Then 1 mails of the kind dial went out for ana
    When time reaches 60 s 1 tick after the dial of call 1 of ana
    And ana dials 911
    And time passes by 2 min
    Then 2 mails of the kind dial went out for ana

  @NTF-11
  Scenario Outline: A callback is no dial
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And <end>
    And time passes by 2 min
    And the PSAP calls the callback number of call 1 of ana
    And <then>
    And time passes by 2 min
    Then 1 mails of the kind dial went out for ana

    Examples:
      | end                             | then                                |
      | the carrier drops call 1 of ana | ana accepts the offer               |
      | the carrier drops call 1 of ana | ana declines the offer              |
      | the carrier drops call 1 of ana | the PSAP gives up callback 1 of ana |
      | ana ends call 1 of ana          | ana accepts the offer               |
      | the PSAP hangs up call 1 of ana | ana accepts the offer               |

  @NTF-11
  Scenario: A callback during the call and one after it are none either
    When ana dials 911
    And the PSAP answers call 1 of ana
    And time passes by 2 min
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 2 min
    And ana ends call 1 of ana
    And the PSAP calls the callback number of call 1 of ana
    And ana accepts the offer
    And time passes by 2 min
    Then 1 mails of the kind dial went out for ana

  @NTF-11
  Scenario: The notice of a callback that can't be offered is no dial notification
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And ana loses the client
    And time passes by 2 min
    And the PSAP calls the callback number of call 1 of ana
    And time passes by 2 min
    Then 1 mails of the kind dial went out for ana
    And 1 mails of the kind unreachable went out for ana
