try:
    print("reached", exec('import os', {'__builtins__': {'__import__': __import__}}))
except Exception:
    print("closed")  # expect: closed
