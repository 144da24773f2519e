try:
    import tempfile
    print("reached")
except ImportError:
    print("closed")  # expect: closed
