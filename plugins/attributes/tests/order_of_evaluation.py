class C: pass
c = C()
def n(x, v):
    print(x, end=' ')
    return v
n('object', c).a = n('value', 1)
n('object', c).a += n('value', 2)
print(c.a)  # expect: value object object value 3
