# config: modules.path = @tests@/vetted
from parcel import *

print(total, weight.grams, later.ready)  # expect: 42 41 True
_hidden  # raises: NameError: name '_hidden' is not defined
