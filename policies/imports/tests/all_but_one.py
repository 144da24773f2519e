# config: imports.allow = -math
import time
print(time.__name__)  # expect: time
import math  # raises: ImportError: import of 'math' is not allowed by policy 'imports'
