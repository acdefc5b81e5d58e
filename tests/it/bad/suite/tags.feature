@CBN-33 @CBN_03 @​CBN-03 @cbn-3
Feature: x
  @needs: @needs:direct-rooting @needs:nothing
  Scenario: a
    When time passes by 1 s
  @reading:CBN-03 @reading:=x @reading:ELG-04=ordinry @readings:ELG-04=ordinary
  Scenario: b
    When time passes by 1 s
  @tolerance:x=1s @tolerance:expiry-grace=1 @tolerance:expiry-grace @tolerance:expiry-grase=0s
  Scenario: c
    When time passes by 1 s
