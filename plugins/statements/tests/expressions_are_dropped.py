1
'text'
[1, 2]
print('end')  # expect: end
