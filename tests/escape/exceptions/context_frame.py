try:
    print("reached", ValueError().__context__.__traceback__.tb_frame)
except Exception:
    print("closed")  # expect: closed
