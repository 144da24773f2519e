def double(n):
    return 2 * n


print([3, 1, 2] |> sorted |> len)  # expect: 3
print(1 + 2 |> double, 4 | 1, (5 |> double) > 3)  # expect: 6 5 True
print("ab" |> (lambda s: s.upper()) |> list)  # expect: ['A', 'B']
None |> 5  # raises: TypeError: 'int' object is not callable
