# config: builtins.deny = -open
# config: capabilities.grant = +files
# config: files.read = @tree@/read
# config: files.open = 3
import gc
for _ in range(10):
    open("text.txt")
    gc.collect()
print("fine")  # expect: fine
