try:
    import marshal
    print("reached")
except ImportError:
    print("closed")  # expect: closed
