x = 5
x is 5        # warns: "is" with 'int' literal. Did you mean "=="?
assert (x,)   # warns: assertion is always true, perhaps remove parentheses?
lambda: (1)() # warns: 'int' object is not callable; perhaps you missed a comma?
lambda: 'a'[x, 1] # warns: str indices must be integers or slices, not tuple; perhaps you missed a comma?
