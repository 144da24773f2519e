# args: --memory 64M --timeout 20
def grow():
    items, number = {}, 0
    while True:
        items[number] = number
        number += 1

while True:
    try:
        grow()
    except BaseException:
        continue
# stopped: memory limit of 64 MiB reached
