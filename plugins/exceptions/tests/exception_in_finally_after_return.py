def f():
    for i in [1, 2]:
        try:
            return i
        finally:
            if i == 1:
                continue  # warns: 'continue' in a 'finally' block
    return 'end'
print(f())  # expect: 2
