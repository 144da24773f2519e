def f(): print('called')
f()
# expect: called
(f)
f(), f()
# expect: called
# expect: called
-f() if False else f()
# expect: called
undefined_name  # raises: NameError: name 'undefined_name' is not defined
