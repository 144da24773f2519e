# config: imports.allow = *
# config: builtins.deny = -open
# config: files.read = /
import io
try:
    io.open("/etc/passwd")
except PermissionError as error:
    print(error)  # expect: module 'builtins' is not granted what it needs
open  # raises: NameError: name 'open' is not defined
