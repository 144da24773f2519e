import types

def f():
    yield

print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType))  # expect: True True
print(isinstance(len, types.BuiltinFunctionType), types.NoneType is type(None))  # expect: True True
print(types.SimpleNamespace(a=1, b=2))  # expect: namespace(a=1, b=2)
print(types.new_class("C", (int,)).__mro__)  # expect: (<class 'types.C'>, <class 'int'>, <class 'object'>)
print(types.resolve_bases([int]))  # expect: [<class 'int'>]
