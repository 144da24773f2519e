# config: weekdays.modules = math
# config: weekdays.today = sun
import math  # raises: ImportError: module 'math' is closed on this day
