import gc
import weakref
from complete import Point

p = Point(1)
r = weakref.ref(p)
print(r() is p)  # expect: True
del p
gc.collect()
print(r())  # expect: None
