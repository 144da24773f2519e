# config: vivarium.policies = +audit
# config: audit.file = @work@/journal
# config: audit.questions = import
# config: imports.allow = json
import json
# noted: 5 import json allow imports
