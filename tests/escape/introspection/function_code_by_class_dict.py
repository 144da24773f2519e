def victim():
    return 1


try:
    print("reached", type(victim).__dict__['__code__'].__get__(victim))
except Exception:
    print("closed")  # expect: closed
