# args: --memory 64M --timeout 20
def grow():
    items = []
    while True:
        items.append([[]] * 3)

while True:
    try:
        grow()
    except BaseException:
        continue
# stopped: memory limit of 64 MiB reached
