print([a + b + c + d for a in 'x' for b in 'y' for c in 'z' if c for d in 'w'])  # expect: ['xyzw']
