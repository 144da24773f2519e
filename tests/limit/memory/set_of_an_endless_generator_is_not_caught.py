# args: --memory 64M --timeout 20
def numbers():
    number = 0
    while True:
        yield number
        number += 1

def grow():
    set(numbers())

while True:
    try:
        grow()
    except BaseException:
        continue
# stopped: memory limit of 64 MiB reached
