import codecs

decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "é€".encode()])
# expect: ['', 'é', '', '', '€']
print(codecs.lookup("UTF8").name, codecs.lookup("latin-1").name)  # expect: utf-8 iso8859-1
codecs.lookup("nonsense")  # raises: LookupError: unknown encoding: nonsense
