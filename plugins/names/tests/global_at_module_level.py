global x
x = 3
print(x)  # expect: 3
class C:
    global y
    y = x
print(y, hasattr(C, 'y'))  # expect: 3 False
