try:
    raise KeyboardInterrupt
except:
    print('all')  # expect: all
