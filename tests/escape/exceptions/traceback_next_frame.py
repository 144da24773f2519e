try:
    print("reached", [e.__traceback__.tb_next.tb_frame for e in [ValueError().with_traceback(None)]])
except Exception:
    print("closed")  # expect: closed
