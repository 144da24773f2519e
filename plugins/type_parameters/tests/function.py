def f[T, *Ts, **P](x: T) -> T: return x
print(f(5), f.__type_params__, f.__annotations__)  # expect: 5 (T, Ts, P) {'x': T, 'return': T}
