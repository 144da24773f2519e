class S(str): pass
print(type(f'{S("a")}').__name__, type(f'{S("a")}b').__name__)  # expect: str str
