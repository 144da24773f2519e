# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: vivarium.policies = +audit
# config: audit.file = @work@/journal
# config: audit.questions = file
open("text.txt")
# noted: 7 file text.txt r allow
try:
    open("link_out", "r+")
except PermissionError:
    pass
# noted: 10 file link_out rw allow
