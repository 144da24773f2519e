def refused(make):
    try:
        make()
    except TypeError as e:
        print(e)


refused(lambda: type('A', (int,), {'__slots__': ('a',)}))  # expect: nonempty __slots__ not supported for subtype of 'int'
refused(lambda: type('B', (), {'__slots__': ('1a',)}))  # expect: __slots__ must be identifiers
print(type('C', (int,), {'__slots__': ()})(3) + 1)  # expect: 4
