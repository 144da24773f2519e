try:
    print("reached", type(compile('1', 'x', 'eval'))(0, 0, 0, 0, 0, 0, b'', (), (), (), '', '', '', 0, b'', b'', (), ()))
except Exception:
    print("closed")  # expect: closed
