from weakref import ref

class Thing: pass

weak = ref(Thing())
count = 0
while weak() is not None and count < 10**6:
    count += 1
    kept = [count] * 20
print(weak())               # expect: None
