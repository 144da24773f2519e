import string, types

print(string.capwords("ab cd"), string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$a $x").safe_substitute(a=1))  # expect: Ab Cd 1 2 $ 1 $x
print(string.Formatter().format("{} {x!r:>{w}}", 1, x="q", w=6), string.hexdigits)  # expect: 1    'q' 0123456789abcdefABCDEF
print(types.SimpleNamespace(a=1, b='x'), types.NoneType, types.GeneratorType, isinstance(print, types.BuiltinFunctionType))  # expect: namespace(a=1, b='x') <class 'NoneType'> <class 'generator'> True
