# args: --memory 64M
items = [0]
items *= 10**9
# raises: MemoryError
