# config: modules.path = @tests@/vetted
# config: modules.vetted = clocked
# config: imports.allow = clocked sys
import clocked
import sys

print(clocked.is_past(), "time" in sys.modules)  # expect: True False
import time  # raises: ImportError: import of 'time' is not allowed by policy 'imports'
