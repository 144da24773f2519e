try:
    print("reached", setattr(list, 'append', None))
except Exception:
    print("closed")  # expect: closed
