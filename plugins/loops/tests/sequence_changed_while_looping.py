d = {1: 1}
for k in d:  # raises: RuntimeError: dictionary changed size during iteration
    d[k + 1] = 1
