# args: --memory 64M
1 << 10**11
# raises: MemoryError
