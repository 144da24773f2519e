try:
    print("reached", type('E', (), {'__eq__': lambda s, o: o.__setitem__('x', 1)})() == int.__dict__ and int.x)
except Exception:
    print("closed")  # expect: closed
