try:
    pass
except* ValueError:
    print('never')
else:
    print('else')  # expect: else
