# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
def fails(*args, **named):
    try:
        open("text.txt", *args, **named)
    except (ValueError, TypeError, LookupError) as error:
        print(error)

fails("q")            # expect: invalid mode: 'q'
fails("rw")           # expect: must have exactly one of create/read/write/append mode
fails("rbt")          # expect: can't have text and binary mode at once
fails("")             # expect: Must have exactly one of create/read/write/append mode and at most one plus
fails("rb", encoding="utf-8")  # expect: binary mode doesn't take an encoding argument
fails("r", 0)         # expect: can't have unbuffered text I/O
fails(encoding="no")  # expect: unknown encoding: no
fails(newline="q")    # expect: illegal newline value: q
fails(5)              # expect: open() argument 'mode' must be str, not int
