try:
    print("reached", __import__('/etc/passwd'))
except Exception:
    print("closed")  # expect: closed
