try:
    print("reached", eval(compile("__import__('os')", 'x', 'eval')))
except Exception:
    print("closed")  # expect: closed
