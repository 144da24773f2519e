try:
    import runpy
    print("reached")
except ImportError:
    print("closed")  # expect: closed
