def tag(c):
    c.tagged = True
    return c
@tag
class C: pass
print(C.tagged)  # expect: True
