n = 0
while n < 3:
    n += 1
else:
    print('else', n)  # expect: else 3
while True:
    break
else:
    print('never')
while False:
    print('never')
else:
    print('at once')  # expect: at once
