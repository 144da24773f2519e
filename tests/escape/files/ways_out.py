# config: imports.allow = *
# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.write = @tree@/write
import io

def tries(path, mode="r"):
    try:
        print(io.open(path, mode).read(100))
    except OSError as error:
        print(type(error).__name__)

tries("link_out")               # expect: PermissionError
tries("link_far")               # expect: PermissionError
tries("link_folder/secret")     # expect: PermissionError
tries("../elsewhere/secret")    # expect: PermissionError
tries("folder/../../elsewhere/secret")  # expect: PermissionError
tries("link_up/elsewhere/secret")       # expect: PermissionError
tries("/etc/passwd")            # expect: PermissionError
tries("/proc/self/environ")     # expect: PermissionError
tries("/proc/self/fd/0")        # expect: PermissionError
tries("pipe")                   # expect: PermissionError
tries(".", "r")                 # expect: IsADirectoryError
tries("link_new", "w")          # expect: PermissionError
tries("../read/text.txt", "w")  # expect: PermissionError
tries("link_in")                # expect: one
# expect: two
# expect: thrée
# expect:
