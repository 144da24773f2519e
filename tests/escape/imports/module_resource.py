try:
    import resource
    print("reached")
except ImportError:
    print("closed")  # expect: closed
