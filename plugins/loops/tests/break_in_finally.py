def f():
    for i in range(3):
        try:
            return i
        finally:
            break
    return 'broke'
print(f())  # expect: broke
