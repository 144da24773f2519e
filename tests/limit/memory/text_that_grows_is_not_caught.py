# args: --memory 64M --timeout 20
def grow():
    text = ""
    while True:
        text += "abc" * 1000

while True:
    try:
        grow()
    except BaseException:
        continue
# stopped: memory limit of 64 MiB reached
