# config: builtins.deny = open
def quotes(name):
    code = compile("\n\nraise ValueError('said')", name, "exec")
    exec(code)

for name in "canary.txt", "./canary.txt", "/proc/self/environ":
    try:
        quotes(name)
    except ValueError as error:
        last = error
raise last  # raises: ValueError: said
