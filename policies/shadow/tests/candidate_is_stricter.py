# config: vivarium.policies = +shadow
# config: shadow.config = @tests@/shadow/strict.ini
# config: shadow.file = @work@/journal
import math
import json
# noted: 5 import json allow deny imports
class Leaf: pass
print(Leaf.__subclasses__())  # expect: []
# noted: 8 attribute __subclasses__ type allow deny attributes
print(json.dumps([1]))  # expect: [1]
