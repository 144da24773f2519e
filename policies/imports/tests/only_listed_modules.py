# config: imports.allow =
import builtins  # raises: ImportError: import of 'builtins' is not allowed by policy 'imports'
