# args: --max-steps 2000000
import re

re.match('(a|a)*b', 'a' * 60)
# stopped: step limit of 2000000 reached
