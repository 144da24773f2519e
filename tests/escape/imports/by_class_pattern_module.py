try:
    print("reached", __import__('math').__spec__)
except Exception:
    print("closed")  # expect: closed
