import gc
import complete

a, b = complete.Vault(2), complete.Vault(0)
print(complete.vaults(), a.take(), a.take())  # expect: 2 1 0
b.close()
b.close()
print(complete.vaults())  # expect: 1
del a
gc.collect()
print(complete.vaults())  # expect: 0
b.take()  # raises: ValueError: the vault is closed
