try:
    import posix
    print("reached")
except ImportError:
    print("closed")  # expect: closed
