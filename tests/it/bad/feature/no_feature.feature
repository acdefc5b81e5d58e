Scenario: alone
  When the deployment crashes
