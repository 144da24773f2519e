import sys

print(hasattr(sys, "_getframe"))  # expect: False
import reflection  # raises: ImportError: module 'reflection' is not granted what it needs
