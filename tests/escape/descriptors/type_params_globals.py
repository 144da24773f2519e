try:
    print("reached", exec('def f[T: int](): pass\nprint(f.__type_params__[0].evaluate_bound.__globals__)'))
except Exception:
    print("closed")  # expect: closed
