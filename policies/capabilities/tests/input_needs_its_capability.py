# config: builtins.deny = open
input()  # raises: PermissionError: module 'builtins' is not granted what it needs
