class C:
    def __lt__(self, other):
        return 'lt'
    def __eq__(self, other):
        return []
    __hash__ = None
print(C() < 1, C() == 1, C() != 1)  # expect: lt [] True
if not C() == 2:
    print('empty list is false')  # expect: empty list is false
