# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = /etc/ssl
def tries(path):
    try:
        open(path)
    except OSError as error:
        print(type(error).__name__)

tries("/etc/sslx")              # expect: PermissionError
tries("/etc/ssl/../passwd")     # expect: PermissionError
tries("/etc/ssl/nothing")       # expect: FileNotFoundError
tries("/etc/ssl")               # expect: IsADirectoryError
tries("/etc/passwd")            # expect: PermissionError
tries("//etc/passwd")           # expect: PermissionError
tries("/etc/ssl/" + "x" * 5000) # expect: OSError
