name: x
steps:
  - when: {restarts: {}}
