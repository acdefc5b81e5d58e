Feature: A callback passes the routing rules
  What keeps an ordinary call from the agent does not keep the emergency service from calling back.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are "boss@example.com; desk@example.com"
    And ana owns the number +15550125555
    And the queue support skips agents in Do not disturb

  @CBR-03
  Scenario Outline: One rule stops the customer and not the callback
    Given the routing rule <rule> says <text>
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And a customer calls +15550125555
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    And ana ends callback 1 of ana
    And the administrator changes the routing rule <rule> to off
    And a customer calls +15550125555
    Then we see that a voice is offered at ana

    Examples:
      | rule            | text          |
      | workstream      | support       |
      | operating hours | closed        |
      | operating hours | "16:00-18:00" |
      | forwarding      | +15550133333  |
      | blocked caller  | all           |
      | inbound off     | ana           |
      | inbound off     | all           |

  @CBR-03
  Scenario: All rules together stop the customer and not the callback
    Given the routing rule workstream says support
    And the routing rule operating hours says closed
    And the routing rule forwarding says +15550133333
    And the routing rule blocked caller says all
    And the routing rule inbound off says all
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time passes by 5 min
    And a customer calls +15550125555
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
    When ana accepts the offer
    Then we see that callback 1 of ana is answered

  @CBR-03
  Scenario: The numbers of the PSAP may be blocked and it still reaches the agent
    Given the routing rule blocked caller says +15550130001,+15550130002
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And the PSAP calls +15550125555
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-03 @reading:PRS-06=default
  Scenario: A rule that an administrator saves between drop and callback is passed too
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And a customer calls +15550125555
    Then we see that a voice is offered at ana
    When ana declines the offer
    And the administrator changes the routing rule forwarding to +15550133333
    And time passes by 15 min
    And a customer calls +15550125555
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana

  @CBR-03 @reading:PRS-06=default
  Scenario: The hours end between drop and callback
    Given the routing rule operating hours says "09:00-15:30"
    When ana dials 911
    And the PSAP answers call 1 of ana
    And the carrier drops call 1 of ana
    And time reaches 29 min after the dial of call 1 of ana
    And a customer calls +15550125555
    Then we see that a voice is offered at ana
    When ana declines the offer
    And time reaches 30 min after the dial of call 1 of ana
    And a customer calls +15550125555
    Then we do not see that a voice is offered at ana
    When the PSAP calls the callback number of call 1 of ana
    Then we see that a callback is offered at ana
