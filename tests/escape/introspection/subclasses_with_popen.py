try:
    print("reached", [c for c in object.__subclasses__() if c.__name__ == 'Popen'][0])
except Exception:
    print("closed")  # expect: closed
