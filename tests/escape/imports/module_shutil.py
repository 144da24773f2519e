try:
    import shutil
    print("reached")
except ImportError:
    print("closed")  # expect: closed
