Feature: title

  Scenario: one
    When ana dails 911

  Szenario: two
    When ana dials 911
