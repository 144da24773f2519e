class L:
    def __len__(self): return 0
print('full' if L() else 'empty')  # expect: empty
if None or [] or {} or 0.0 or '' or L():
    print('never')
