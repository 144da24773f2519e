try:
    print("reached", __import__('sys')._current_frames())
except Exception:
    print("closed")  # expect: closed
