try:
    print("reached", (int.__dict__ | {})['no_such_name'])
except Exception:
    print("closed")  # expect: closed
