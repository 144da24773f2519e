try:
    import fcntl
    print("reached")
except ImportError:
    print("closed")  # expect: closed
