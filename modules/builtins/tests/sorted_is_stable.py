print(sorted('bAaB', key=str.lower))  # expect: ['A', 'a', 'b', 'B']
