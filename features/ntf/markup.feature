Feature: Names, addresses and fields add nothing to a notification
  What stands in a name, an address or a template is text: it makes no header, no recipient and no markup.

  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000
    And the emergency contacts of ana are boss@example.com

  @NTF-13
  Scenario Outline: A display name stays a name: <name>
    Given the display name of ana is <name>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches evil@example.net

    Examples:
      | name                                                          |
      | "Ana\\r\\nBcc: evil@example.net"                                |
      | "Ana\\nTo: evil@example.net\\n\\nNumber dialled: 112"            |
      | "Ana\\rSubject: nothing happened"                              |
      | "Ana\\u2028Cc: evil@example.net\\u0007"                        |
      | "Bcc: evil@example.net"                                       |
      | "\\"Ana\\" <b>&amp;</b>"                                        |
      | "Ana {{ dialled }} {{ callback_number }}"                     |
      | "Ana {% for x in y %}{{"                                      |

  @NTF-13 @reading:NTF-04=default
  Scenario Outline: An entry of the list adds no recipient: <list>
    Given the emergency contacts of ana are <list>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches desk@example.com
    And we never saw that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches evil@example.net

    Examples:
      | list                                                                |
      | "desk@example.com; boss@example.com\\r\\nBcc: evil@example.net"       |
      | "boss@example.com\\nevil@example.net; desk@example.com"              |
      | "desk@example.com; Bcc: evil@example.net"                           |
      | "desk@example.com; boss@example.com\\u0000evil@example.net"          |
      | "desk@example.com; <script>evil@example.net</script>"               |

  @NTF-13
  Scenario Outline: What a template holds adds no recipient: <text>
    Given the notification template reads <text>
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches evil@example.net

    Examples:
      | text                                                     |
      | "Bcc: evil@example.net\\r\\n\\r\\n{{ agent_name }} dialled"  |
      | "{{ agent_name }}\\nCc: evil@example.net\\n"               |
      | "{{ agent_name }} <img src=x> dialled {{ dialled }}"     |

  @NTF-13
  Scenario: A hostile name in a template of the tenant's own
    Given the display name of ana is "Ana\r\nBcc: evil@example.net"
    And the notification template reads "{{ agent_name }} at {{ location }}"
    When ana dials 911
    And time passes by 2 min
    Then we see that a dial mail of ana reaches boss@example.com
    And we never saw that a dial mail of ana reaches evil@example.net
