try:
    import builtins.os
    print("reached")
except ImportError:
    print("closed")  # expect: closed
