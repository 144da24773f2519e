try:
    print("reached", compile('1', 'x', 'eval').co_code)
except Exception:
    print("closed")  # expect: closed
