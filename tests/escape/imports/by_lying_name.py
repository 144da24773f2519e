try:
    print("reached", __import__(type('S', (str,), {'__eq__': lambda s, o: True, '__hash__': lambda s: hash('math')})('os')))
except Exception:
    print("closed")  # expect: closed
