def f():
    return [1, 2], {3: 4}, {5}
a, b, c = f()
a.append(9)
b[9] = 9
c.add(9)
print(f())  # expect: ([1, 2], {3: 4}, {5})
