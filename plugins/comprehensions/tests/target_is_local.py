x = 'outer'
print([x for x in range(3)], x)  # expect: [0, 1, 2] outer
def f():
    x = 'local'
    return [x for x in 'ab'], {x for x in 'a'}, {x: x for x in 'a'}, x
print(f())  # expect: (['a', 'b'], {'a'}, {'a': 'a'}, 'local')
