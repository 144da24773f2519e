def numbers():
    yield 1


victim = numbers()


print(hasattr(victim, 'gi_frame'))  # expect: False
