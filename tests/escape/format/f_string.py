try:
    print("reached", f'{(lambda: 0).__globals__}')
except Exception:
    print("closed")  # expect: closed
