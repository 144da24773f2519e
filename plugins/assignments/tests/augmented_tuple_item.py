t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e)  # expect: 'tuple' object does not support item assignment
print(t)  # expect: ([1],)
