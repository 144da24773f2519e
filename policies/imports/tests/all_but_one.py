# config: imports.allow = -math
import math  # raises: ImportError: import of 'math' is not allowed by policy 'imports'
