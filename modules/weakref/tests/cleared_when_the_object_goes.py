import gc
from weakref import ref

class Thing: pass

thing = Thing()
weak = ref(thing)
print(weak() is thing)      # expect: True
del thing
gc.collect()
print(weak())               # expect: None
