# args: --memory 64M --timeout 20
items = []
while True:
    items.append([[]] * 3)
# stopped: memory limit of 64 MiB reached
