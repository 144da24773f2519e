try:
    print("reached", type(BaseException().__traceback__)(None, None, 0, 0).tb_frame)
except Exception:
    print("closed")  # expect: closed
