try:
    import os
    print("reached")
except ImportError:
    print("closed")  # expect: closed
