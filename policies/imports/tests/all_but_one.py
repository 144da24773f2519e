# config: imports.allow = -builtins
import builtins  # raises: ImportError: import of 'builtins' is not allowed by policy 'imports'
