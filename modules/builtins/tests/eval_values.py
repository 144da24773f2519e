print(eval("1 + 2"), eval("  x * 2", {"x": 5}), eval(b"3"))  # expect: 3 10 3


def local():
    q = 7
    return eval("q + 1")


print(local())  # expect: 8
code = compile("a + 1", "f.py", "eval")
a = 1
print(eval(code), eval(code, {"a": 5}), eval(code, {}, {"a": 6}))  # expect: 2 6 7
eval(5)  # raises: TypeError: eval() arg 1 must be a string, bytes or code object
