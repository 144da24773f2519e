try:
    import _ctypes
    print("reached")
except ImportError:
    print("closed")  # expect: closed
