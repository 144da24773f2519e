print(1 < 0 < 1 / 0)  # expect: False
if 1 < 0 < 1 / 0:
    print('never')
else:
    print('stopped')  # expect: stopped
