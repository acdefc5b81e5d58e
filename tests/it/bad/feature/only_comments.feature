# nothing but

  # comments
