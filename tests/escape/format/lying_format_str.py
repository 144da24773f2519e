try:
    print("reached", type('L', (str,), {'format': str.format})('{0.__globals__}').format(lambda: 0))
except Exception:
    print("closed")  # expect: closed
