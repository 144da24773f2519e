text = "x" * 300
a = text + "a"
b = a + "b"
c = a + "c"
d = b + "\u1234"
print(a[-1], b[-2:], c[-2:], d[-1] == "\u1234")  # expect: a ab ac True
print(len(text), len(a), len(b), len(c), len(d))  # expect: 300 301 302 302 303
