try:
    import mmap
    print("reached")
except ImportError:
    print("closed")  # expect: closed
