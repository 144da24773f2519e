# args: --memory 64M
2 ** 10**10
# raises: MemoryError
