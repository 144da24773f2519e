try:
    import faulthandler
    print("reached")
except ImportError:
    print("closed")  # expect: closed
