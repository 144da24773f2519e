import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
    warnings.warn(RuntimeWarning("odd"))
print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
# expect: [('DeprecationWarning', 'old', 5), ('RuntimeWarning', 'odd', 6)]
