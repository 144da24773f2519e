try:
    print("reached", __import__('os', {'__package__': 'os', '__name__': 'os'}, {}, ['system'], 1))
except Exception:
    print("closed")  # expect: closed
