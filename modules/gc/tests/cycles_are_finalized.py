import gc

class Node:
    def __del__(self):
        print("bye", self.other is not None)

a, b = Node(), Node()
a.other, b.other = b, a
del a, b
gc.collect()
print("done")               # expect: bye True
                            # expect: bye True
                            # expect: done
