count = 0
def bump():
    global count, fresh
    count += 1
    fresh = count * 10
bump()
bump()
print(count, fresh)  # expect: 2 20
