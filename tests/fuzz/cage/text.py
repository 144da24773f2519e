words = "the quick brown fox jumps over the lazy dog".split()
lines = []
for i in range(60):
    word = words[i % len(words)]
    line = f"{word.title():>10}|{i:05d}|{i / 7:.3f}|{word[::-1]!r}"
    lines.append(line.replace("o", "0").encode().decode())
text = "\n".join(lines)
print(len(text), text.count("0"), text.find("Dog"), text.upper()[:40])
print([part.strip() for part in text.split("|")][5:9], "é€𝄞" * 3)
data = bytearray(text.encode())
data[3:9] = b"xyz"
print(bytes(data[:20]), data.find(b"|"))
