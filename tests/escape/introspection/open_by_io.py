try:
    print("reached", __import__('io').open('/etc/passwd'))
except Exception:
    print("closed")  # expect: closed
