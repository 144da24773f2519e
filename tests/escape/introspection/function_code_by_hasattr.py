def victim():
    return 1


print(hasattr(victim, '__code__'))  # expect: False
