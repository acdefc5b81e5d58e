Feature: Other readings of who may dial what
  Each holds where the deployment declares it.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And the emergency contacts of ana are boss@example.com

  @ELG-03 @reading:ELG-02=national
  Scenario Outline: Where the network takes only its own numbers these start an emergency call
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials <dialled>
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

    Examples:
      | territory | dialled |
      | GB        | 999     |
      | GB        | 112     |
      | DK        | 112     |

  @ELG-12 @reading:ELG-02=national
  Scenario Outline: There the number of other territories is ordinary
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials 911
    And time passes by 10 s
    And ana ends call 1 of ana
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown
    And the history of ana holds 1 rows

    Examples:
      | territory |
      | GB        |
      | DK        |

  @ELG-04 @reading:ELG-04=ordinary
  Scenario Outline: Outside the declared territories it is an ordinary call
    Given agent ana is signed in in <territory>
    And ana calls from the number +15550120000
    When ana dials 911
    And time passes by 10 s
    And ana ends call 1 of ana
    And time passes by 1 min
    Then we never saw that the emergency alert of ana is shown
    And 0 mails of the kind dial went out for ana
    And the history of ana holds 1 rows

    Examples:
      | territory |
      | DE        |
      | FR        |
      | IE        |
      | AU        |

  @ELG-06 @reading:ELG-06=fallback
  Scenario Outline: Without a location the country comes from elsewhere
    Given agent ana is signed in in US
    And ana calls from the number +15550120000
    And the browser location of ana is <location>
    And <fact>
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

    Examples:
      | location     | fact                                       |
      | off          | the network address of ana lies in US      |
      | denied       | the profile of ana names the country CA    |
      | unresolvable | the network address of ana lies in PR      |

  @ELG-06 @reading:ELG-06=fallback
  Scenario: Without anything else it is the country of the session
    Given agent ana is signed in in CA
    And ana calls from the number +15550120000
    And the browser location of ana is off
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

  @ELG-07 @reading:ELG-07=handle
  Scenario Outline: Without a linked profile the dial is handled in full
    Given agent ana is signed in in US
    And ana calls from the number +15550120000
    And the outbound profile of ana is <link>
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted
    And we see that the emergency alert of ana is shown

    Examples:
      | link         |
      | default only |
      | none         |
