import sys
for i in range(3):
    try:
        1 / 0
    except ZeroDivisionError as e:
        if i == 0: continue
        break
print(i, sys.exception(), 'e' in globals())  # expect: 1 None False
