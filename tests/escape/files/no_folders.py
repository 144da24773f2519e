# config: builtins.deny = -open
# config: capabilities.grant = +files
open("/etc/passwd")  # raises: PermissionError: [Errno 13] Permission denied: '/etc/passwd'
