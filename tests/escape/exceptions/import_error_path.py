try:
    print("reached", ImportError('x', path='/etc').__loader__)
except Exception:
    print("closed")  # expect: closed
