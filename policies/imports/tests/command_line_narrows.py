# args: --allow math
import json  # raises: ImportError: import of 'json' is not allowed in this run
