for x in []:
    pass
else:
    print('empty')  # expect: empty
for x in [1, 2]:
    if x == 2:
        break
else:
    print('never')
print(x)  # expect: 2
