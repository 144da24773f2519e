from collections import deque
from collections.abc import *

print(isinstance([], Sequence), isinstance({}, Mapping), isinstance(iter([]), Iterator), isinstance([], Hashable))  # expect: True True True False
print(isinstance((x for x in ()), Generator), isinstance(print, Callable), isinstance(deque(), MutableSequence))  # expect: True True True
class S(Sequence):
    def __len__(self):
        return 3
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10
print(list(S()), 20 in S(), S().index(10), list(reversed(S())), S().count(0))  # expect: [0, 10, 20] True 1 [20, 10, 0] 1
try:
    Sequence()
except TypeError as error:
    message = error
print(message)  # expect: Can't instantiate abstract class Sequence without an implementation for abstract methods '__getitem__', '__len__'
