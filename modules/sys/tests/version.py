import sys
print(sys.version_info >= (3, 14), sys.version_info.major)  # expect: True 3
