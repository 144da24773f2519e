try:
    print("reached", type(lambda: 0)(compile('1', 'x', 'eval'), {}))
except Exception:
    print("closed")  # expect: closed
