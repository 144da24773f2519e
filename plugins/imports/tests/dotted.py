import collections.abc
print(collections.abc.__name__)  # expect: collections.abc
import collections.abc as p
print(p is collections.abc)  # expect: True
