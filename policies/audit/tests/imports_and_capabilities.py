# config: vivarium.policies = +audit
# config: audit.file = @work@/journal
# config: imports.allow = time
import time
# noted: 4 import time allow imports
# noted: 4 capability time clock allow capabilities
try:
    import math
except ImportError as error:
    print(error)  # expect: import of 'math' is not allowed by policy 'imports'
# noted: 8 import math deny imports
