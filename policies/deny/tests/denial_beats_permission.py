# config: vivarium.policies = +deny
import math  # raises: ImportError: import is not allowed by policy 'deny'
