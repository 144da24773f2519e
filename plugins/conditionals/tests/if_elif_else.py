def f(x):
    if x > 0:
        return 'positive'
    elif x == 0:
        return 'zero'
    else:
        return 'negative'
print(f(1), f(0), f(-1))  # expect: positive zero negative
