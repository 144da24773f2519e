print("é€\n\\".encode("unicode_escape"))          # expect: b'\\xe9\\u20ac\\n\\\\'
print(b"\\x41\\u20ac\\N{BULLET}\\101\\n".decode("unicode_escape") == "A€•A\n")  # expect: True
print("é€\U0001f600".encode("raw-unicode-escape"))  # expect: b'\xe9\\u20ac\\U0001f600'
print(b"\\u0041\\x41".decode("raw_unicode_escape"))  # expect: A\x41
b"\\x4".decode("unicode-escape")  # raises: UnicodeDecodeError: 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape
