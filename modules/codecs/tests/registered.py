import codecs


def search(name):
    if name == "doubled":
        return codecs.CodecInfo(lambda text, errors: ((text * 2).encode(), len(text)),
                                lambda data, errors: (bytes(data).decode() * 2, len(data)),
                                name=name)


codecs.register(search)
print("ab".encode("Doubled"), b"ab".decode("doubled"))  # expect: b'abab' abab
print(codecs.encode("x", "doubled"))                     # expect: b'xx'
codecs.unregister(search)
"ab".encode("doubled")  # raises: LookupError: unknown encoding: doubled
