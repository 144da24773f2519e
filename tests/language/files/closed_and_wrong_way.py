# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
import io
file = open("text.txt")
try:
    file.write("x")
except io.UnsupportedOperation as error:
    print(error)  # expect: not writable
file.close()
file.close()
file.read()  # raises: ValueError: I/O operation on closed file.
