try:
    import _thread
    print("reached")
except ImportError:
    print("closed")  # expect: closed
