try:
    print("reached", (lambda f: f.__globals__)(lambda: 0))
except Exception:
    print("closed")  # expect: closed
