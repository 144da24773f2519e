print(2 in {1, 2})       # expect: True
print("a" not in {"b"})  # expect: True
print([] in [1, 2])      # expect: False
[] in {1, 2}             # raises: TypeError: cannot use 'list' as a set element (unhashable type: 'list')
