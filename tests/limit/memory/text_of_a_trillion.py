# args: --memory 64M
"a" * 10**12
# raises: MemoryError
