print([y for x in [1, 2, 3] if (y := x * 2) > 2], y)  # expect: [4, 6] 6
def f(xs):
    return [last for x in xs if (last := x)], last
print(f([1, 0, 2, 0]))  # expect: ([1, 2], 0)
