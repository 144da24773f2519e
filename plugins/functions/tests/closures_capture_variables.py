def f():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
        fs.append(lambda i=i: i)
    return [g() for g in fs]
print(f())  # expect: [2, 0, 2, 1, 2, 2]
