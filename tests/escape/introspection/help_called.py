try:
    print("reached", help('modules'))
except Exception:
    print("closed")  # expect: closed
