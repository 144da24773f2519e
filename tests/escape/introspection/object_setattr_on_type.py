try:
    print("reached", object.__setattr__(int, 'real', 1))
except Exception:
    print("closed")  # expect: closed
