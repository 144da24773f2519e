try:
    import ctypes
    print("reached")
except ImportError:
    print("closed")  # expect: closed
