class A:
    for i in range(2):
        if i: b: str
        else: c: int
    try: d: int
    finally: e: str
    if not i: f: int
print(list(A.__annotations__))  # expect: ['b', 'c', 'd', 'e']
