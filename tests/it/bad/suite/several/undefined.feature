Feature: x
  @ELG-99
  Scenario: a
    When ana dails 911
    Then we see nothing
