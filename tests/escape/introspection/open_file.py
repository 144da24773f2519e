try:
    print("reached", open('/etc/passwd').read())
except Exception:
    print("closed")  # expect: closed
