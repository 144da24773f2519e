try:
    print("reached", type('M', (type,), {'__prepare__': classmethod(lambda *a: (lambda: 0).__globals__)}).__prepare__())
except Exception:
    print("closed")  # expect: closed
