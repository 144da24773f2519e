import warnings


@warnings.deprecated("use new()")
def old():
    return 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(old(), old.__deprecated__)  # expect: 1 use new()
print(caught[0].message, caught[0].lineno)  # expect: use new() 11
