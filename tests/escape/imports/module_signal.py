try:
    import signal
    print("reached")
except ImportError:
    print("closed")  # expect: closed
