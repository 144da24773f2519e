try:
    print("reached", [c for c in object.__subclasses__() if c.__name__ == 'catch_warnings'][0]()._module.__builtins__)
except Exception:
    print("closed")  # expect: closed
