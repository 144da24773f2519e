# args: --allow math
import builtins  # raises: ImportError: import of 'builtins' is not allowed in this run
