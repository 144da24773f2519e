# config: vivarium.policies = +determinism
# config: capabilities.grant = entropy
import time  # raises: ImportError: module 'time' is not granted what it needs
