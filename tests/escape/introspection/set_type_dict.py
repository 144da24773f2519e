try:
    print("reached", type.__setattr__(list, 'append', None))
except Exception:
    print("closed")  # expect: closed
