try:
    print("reached", compile('1', 'x', 'eval').replace(co_code=b''))
except Exception:
    print("closed")  # expect: closed
