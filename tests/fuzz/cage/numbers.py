import math

values = [math.sqrt(i) + i // 3 for i in range(50)]
values.sort(key=lambda value: -value % 5)
print(sum(values), max(values), math.fsum(values[::-1]), round(values[3], 4))
view = memoryview(bytearray(range(64)))
view[8:12] = b"abcd"
print(view[::3].tobytes(), view[5:20].tolist(), view.cast("I")[3])
sets = [set(range(i, i * 3, 2)) for i in range(12)]
print(sorted(set.union(*sets) - sets[3] ^ sets[7] & sets[9]))
ones = {i: {j: i * j for j in range(i)} for i in range(12)}
ones.update(dict(zip("abc", reversed(range(3)))))
del ones[4], ones[7]
print(list(ones.items())[3:6], ones.keys() & {1, 2, 30}, ones | {5: 5} == ones)
number = int("9" * 90) ** 3
print(number // 3**50, pow(7, number, 10**9 + 7), hex(number)[:12], number.bit_length())
print(f"{number:,}"[:30], f"{1 / 3:.30f}", f"{-255:#010x}", "%.3e" % 12345.678)
print(complex(1, 2) ** 3, (1.5).hex(), divmod(-7, 2.5), int.from_bytes(b"\x01\x02", "big"))
rows = [[i * j for j in range(6)] for i in range(6)]
print([*zip(*rows)][2], [row[1:4] for row in rows][::2], *map(len, rows))
a, *b, c = enumerate(filter(None, (i % 4 for i in range(20))))
print(a, b[2:4], c, all(b), any([]), list(range(9, 0, -2)).index(5))
