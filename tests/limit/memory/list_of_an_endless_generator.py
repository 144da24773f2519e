# args: --memory 64M --timeout 20
def numbers():
    number = 0
    while True:
        yield number
        number += 1

list(numbers())
# stopped: memory limit of 64 MiB reached
