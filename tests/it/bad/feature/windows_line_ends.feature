Feature: title

  Scenario: one
    # comment
    When ana dails 911
    Then ünbekannt "ä" ana is refused
