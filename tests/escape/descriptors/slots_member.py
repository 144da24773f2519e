try:
    print("reached", type('S', (), {'__slots__': ('x',)}).x.__get__(lambda: 0))
except Exception:
    print("closed")  # expect: closed
