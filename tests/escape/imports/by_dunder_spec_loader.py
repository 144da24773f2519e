try:
    print("reached", __spec__.loader)
except Exception:
    print("closed")  # expect: closed
