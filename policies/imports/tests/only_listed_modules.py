# config: imports.allow = math
import builtins  # raises: ImportError: import of 'builtins' is not allowed by policy 'imports'
