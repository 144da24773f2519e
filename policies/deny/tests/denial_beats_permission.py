# config: vivarium.policies = +deny
1  # the built-in functions are gone, imports are refused
print  # raises: NameError: name 'print' is not defined
