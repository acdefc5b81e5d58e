Feature: title
  A description is welcome here,
  in more than one line.
