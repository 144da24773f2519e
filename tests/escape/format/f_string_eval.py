try:
    print("reached", eval("f'{(lambda: 0).__code__}'"))
except Exception:
    print("closed")  # expect: closed
