# args: --memory 64M
bytes(10**10)
# raises: MemoryError
