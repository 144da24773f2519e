try:
    import sys.os
    print("reached")
except ImportError:
    print("closed")  # expect: closed
