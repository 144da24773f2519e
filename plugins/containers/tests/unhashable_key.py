{[]: 1}  # raises: TypeError: cannot use 'list' as a dict key (unhashable type: 'list')
