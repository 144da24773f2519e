import gc
from weakref import ref

class Thing: pass

thing = Thing()
weak = ref(thing, lambda reference: print(reference is weak, reference()))
thing = None
gc.collect()
print("after")              # expect: True None
                            # expect: after
