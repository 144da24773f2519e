victim = lambda: 0


try:
    print("reached", type(victim).__dict__['__globals__'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
