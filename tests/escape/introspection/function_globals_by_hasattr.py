def victim():
    return 1


print(hasattr(victim, '__globals__'))  # expect: False
