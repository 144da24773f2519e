# config: builtins.deny = open
input()  # raises: NameError: name 'input' is not defined
