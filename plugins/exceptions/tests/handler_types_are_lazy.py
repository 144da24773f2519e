try:
    raise ValueError
except ValueError:
    print('first')  # expect: first
except undefined_name:
    print('never')
