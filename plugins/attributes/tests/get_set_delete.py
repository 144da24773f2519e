class C: pass
c = C()
c.x = 1
c.x += 4
print(c.x)  # expect: 5
del c.x
c.x  # raises: AttributeError: 'C' object has no attribute 'x'
