try:
    print("reached", '{f.__globals__}'.format_map({'f': lambda: 0}))
except Exception:
    print("closed")  # expect: closed
