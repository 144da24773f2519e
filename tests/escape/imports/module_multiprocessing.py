try:
    import multiprocessing
    print("reached")
except ImportError:
    print("closed")  # expect: closed
