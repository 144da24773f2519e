try:
    print("reached", exec('import os'))
except Exception:
    print("closed")  # expect: closed
