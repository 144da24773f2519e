class C: pass
c = C()
for c.x in range(3): pass
d = {}
for d['k'] in 'ab': pass
for (a, b), *r in [((1, 2), 3, 4)]: pass
print(c.x, d, a, b, r)  # expect: 2 {'k': 'b'} 1 2 [3, 4]
