try:
    print("reached", breakpoint())
except Exception:
    print("closed")  # expect: closed
