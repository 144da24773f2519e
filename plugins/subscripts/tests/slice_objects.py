class S:
    def __getitem__(self, key):
        return key
s = S()
print(s[1:2], s[:], s[::3], s[1:2, ::3], s[...], s[()])  # expect: slice(1, 2, None) slice(None, None, None) slice(None, None, 3) (slice(1, 2, None), slice(None, None, 3)) Ellipsis ()
print(s[1, 2], s[*[1, 2]], s[0, *'ab'])  # expect: (1, 2) (1, 2) (0, 'a', 'b')
