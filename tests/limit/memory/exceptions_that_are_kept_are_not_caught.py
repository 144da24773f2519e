# args: --memory 64M --timeout 20
def grow():
    kept = []
    while True:
        try:
            1 / 0
        except Exception as error:
            kept.append(error)

while True:
    try:
        grow()
    except BaseException:
        continue
# stopped: memory limit of 64 MiB reached
