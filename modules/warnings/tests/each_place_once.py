import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("again")
    warnings.warn("again")
print([w.lineno for w in caught])  # expect: [6, 7]
