exec("a = 5\ndef f():\n    return a + 1\nprint(f())")  # expect: 6
print(a)  # expect: 5
names = {}
exec(compile("b = 1\nc = b + 1", "<x>", "exec"), {}, names)
print(names)  # expect: {'b': 1, 'c': 2}
exec("1", 5)  # raises: TypeError: exec() globals must be a dict, not int
