# config: vivarium.policies = +audit
# config: audit.file = @work@/journal
# config: audit.questions = capability
import time
import math
# noted: 4 capability time clock allow capabilities
