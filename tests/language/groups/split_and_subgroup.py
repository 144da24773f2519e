g = ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError(2)])])
print(g, len(g.exceptions))  # expect: g (2 sub-exceptions) 2
print(g.split(KeyError))  # expect: (ExceptionGroup('g', [ExceptionGroup('h', [KeyError(2)])]), ExceptionGroup('g', [ValueError(1)]))
print(g.subgroup(lambda e: isinstance(e, OSError)))  # expect: None
print(type(BaseExceptionGroup('b', [OSError()])))  # expect: <class 'ExceptionGroup'>
ExceptionGroup('g', [KeyboardInterrupt()])  # raises: TypeError: Cannot nest BaseExceptions in an ExceptionGroup
