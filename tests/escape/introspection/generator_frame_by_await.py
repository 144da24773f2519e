try:
    print("reached", (lambda: (yield))().gi_frame.f_back)
except Exception:
    print("closed")  # expect: closed
