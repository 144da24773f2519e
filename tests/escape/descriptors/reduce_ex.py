try:
    print("reached", (lambda: 0).__reduce_ex__(2))
except Exception:
    print("closed")  # expect: closed
