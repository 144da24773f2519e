# args: --memory 64M
list(range(10**9))
# raises: MemoryError
