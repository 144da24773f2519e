from functools import partial, reduce
from itertools import chain, islice

rows = [[i, str(i)] for i in range(30)]
appends = [row.append for row in rows]
others = {i: (row.index, row.count, str(i).join) for i, row in enumerate(rows)}
for n in range(6):
    for append in appends:
        append(n)
    for i, (index, count, join) in others.items():
        assert index(i) == 0 and count(n) >= 1, i
        join(["a", "b", "c"])
adders = [partial(int.__add__, i) for i in range(20)]
print(reduce(lambda a, f: f(a), adders, 0))
print(sum(map(len, map(str, chain.from_iterable(rows)))))
print(list(islice(zip(map(abs, range(-9, 9)), filter(None, range(40))), 12)))
print(sorted(rows, key=len)[0], max(map(str.upper, others[3][2]("xyz"))))
print([f.__name__ for f in appends[:3]], [getattr(r, "pop")() for r in rows])
