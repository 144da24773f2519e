# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
try:
    open("nothing")
except FileNotFoundError as error:
    print(error)  # expect: [Errno 2] No such file or directory: 'nothing'
    print(error.errno, error.strerror, error.filename, error.args)
    # expect: 2 No such file or directory nothing (2, 'No such file or directory')
open("folder")  # raises: IsADirectoryError: [Errno 21] Is a directory: 'folder'
