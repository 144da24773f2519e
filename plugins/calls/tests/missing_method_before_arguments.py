def n():
    print('evaluated')
try:
    (5).missing(n())
except AttributeError as e:
    print(e)  # expect: 'int' object has no attribute 'missing'
