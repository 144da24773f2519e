import gc

class Items(list):
    def __del__(self):
        print("bye", self)

Items([1, 2])
gc.collect()
print("done")               # expect: bye [1, 2]
                            # expect: done
