class Node:
    def __init__(self, key):
        self.key = key
        self.children = []

    def add(self, node):
        self.children.append(node)
        return self


def build(depth, seen):
    node = Node(f"n{depth}")
    seen[node.key] = seen.get(node.key, 0) + 1
    for i in range(3 if depth else 0):
        node.add(build(depth - 1, seen))
    return node


def walk(node):
    yield node.key
    for child in node.children:
        yield from walk(child)


counts = {}
root = build(4, counts)
names = list(walk(root))
pairs = sorted({(name, len(name)) for name in names})
table = {name: [i, str(i), (i, i * 2)] for i, name in enumerate(names)}
print(len(names), pairs, counts, len(table), table["n0"][::-1])
