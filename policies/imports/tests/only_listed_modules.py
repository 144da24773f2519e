# config: imports.allow = math
import math
print(math.pi > 3)  # expect: True
import json  # raises: ImportError: import of 'json' is not allowed by policy 'imports'
