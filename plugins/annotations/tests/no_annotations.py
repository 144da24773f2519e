def f(): pass
print(f.__annotations__, f.__annotate__)  # expect: {} None
