# config: capabilities.grant = -clock
import time  # raises: ImportError: module 'time' is not granted what it needs
