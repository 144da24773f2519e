try:
    import socket
    print("reached")
except ImportError:
    print("closed")  # expect: closed
