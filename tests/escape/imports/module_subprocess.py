try:
    import subprocess
    print("reached")
except ImportError:
    print("closed")  # expect: closed
