class Failure(Exception):
    pass


def fail(n):
    try:
        if n == 0:
            raise Failure("bottom", n)
        fail(n - 1)
    except Failure as error:
        raise ValueError(n) from error
    finally:
        trace.append(n)


def count(n):
    while n > 0:
        got = yield n
        n -= got or 1


trace = []
for i in range(12):
    try:
        fail(i)
    except ValueError as error:
        last = error.__cause__
counter = count(50)
total = sum(counter.send(None if i == 0 else i) for i in range(8))
print(total, len(trace), type(last).__name__)
match [1, {"a": (2, 3)}]:
    case [int(x), {"a": (y, *rest)}]:
        print(x, y, rest)
big = 3**200
for i in range(1, 40):
    big = big * i // 7 + (big >> i) - (big & 0xFFFF)
print(big % 1000003, [*map(lambda v: v * v, range(20))], max(trace))
