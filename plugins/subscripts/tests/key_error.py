d = {}
d['missing']  # raises: KeyError: 'missing'
