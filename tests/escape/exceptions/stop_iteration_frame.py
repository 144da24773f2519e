try:
    print("reached", StopIteration(1).__traceback__.tb_frame)
except Exception:
    print("closed")  # expect: closed
