try:
    import pty
    print("reached")
except ImportError:
    print("closed")  # expect: closed
