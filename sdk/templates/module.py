import greeting

print(greeting.hello("Ada"))  # expect: Hello, Ada!
print(greeting.total([1, 2], 3), greeting.answer)  # expect: 6 42
greeting.hello(1)  # raises: TypeError: hello() argument must be str, not int
