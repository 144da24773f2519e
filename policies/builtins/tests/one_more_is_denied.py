# config: builtins.deny = +sum
sum([1])  # raises: NameError: name 'sum' is not defined
