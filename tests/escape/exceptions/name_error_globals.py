try:
    print("reached", [e.__traceback__.tb_frame for e in [NameError('x')]])
except Exception:
    print("closed")  # expect: closed
