def f(n):
    try:
        if n == 0: raise ValueError(n)
        return f(n - 1)
    except KeyError:
        return 'never'
    finally:
        out.append(n)
out = []
try:
    f(3)
except ValueError:
    print(out)  # expect: [0, 1, 2, 3]
