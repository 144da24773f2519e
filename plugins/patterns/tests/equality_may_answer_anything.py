class E:
    def __eq__(self, other):
        print('eq', other)
        return []
match E():
    case 1: print('never')
    case 'a': print('never')
    case _: print('done')
# expect: eq 1
# expect: eq a
# expect: done
