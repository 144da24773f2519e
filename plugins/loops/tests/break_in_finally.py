def f():
    for i in range(3):
        try:
            return i
        finally:
            break  # warns: 'break' in a 'finally' block
    return 'broke'
print(f())  # expect: broke
