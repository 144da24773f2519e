import sys
n = sys.stdout.write('text\n')  # expect: text
print(n)  # expect: 5
