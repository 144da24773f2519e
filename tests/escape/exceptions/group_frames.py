try:
    print("reached", ExceptionGroup('g', [ValueError()]).exceptions[0].__traceback__.tb_frame)
except Exception:
    print("closed")  # expect: closed
