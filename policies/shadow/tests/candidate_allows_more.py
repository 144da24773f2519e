# config: vivarium.policies = +shadow
# config: shadow.config = @tests@/shadow/strict.ini
# config: shadow.file = @work@/journal
# config: imports.allow = json
import math
# noted: 5 import math deny allow imports
# raises: ImportError: import of 'math' is not allowed by policy 'imports'
