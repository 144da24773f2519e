if (n := 5) > 3:
    print(n)  # expect: 5
print((y := 1, y + 1), y)  # expect: (1, 2) 1
total = 0
print([total := total + x for x in range(4)], total)  # expect: [0, 1, 3, 6] 6
def f():
    return any((hit := x) > 2 for x in range(9)), hit
print(f())  # expect: (True, 3)
