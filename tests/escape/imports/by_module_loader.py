try:
    print("reached", __import__('math').__loader__.load_module)
except Exception:
    print("closed")  # expect: closed
