try:
    {{}}
except TypeError as e:
    print(e)  # expect: cannot use 'dict' as a set element (unhashable type: 'dict')
