import complete

print(complete.half(3), complete.half(1e300), complete.half(True))  # expect: 1.5 5e+299 0.5
print([complete.half(n) for n in (0, -0.0, float("inf"))])  # expect: [0.0, -0.0, inf]
print(complete.ANSWER, complete.HALF, complete.NAME)  # expect: 42 0.5 complete
complete.half("3")  # raises: TypeError: must be real number, not str
