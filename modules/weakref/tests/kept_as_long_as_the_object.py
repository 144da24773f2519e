import gc
from weakref import ref

class Thing: pass

def use(thing):
    weak = ref(thing)
    gc.collect()
    return weak() is thing

print(use(Thing()))         # expect: True
