def f(n):
    count = 0
    i = 0
    while i < n:
        j = i
        while j < n:
            j += 1
            if j == 2:
                continue
            if j == 4:
                break
            count += j
        else:
            count += 100
        i += 1
    return count
print(f(3), f(6))  # expect: 310 227
