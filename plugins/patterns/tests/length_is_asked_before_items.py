class S(list):
    def __len__(self):
        print('len')
        return super().__len__()
    def __getitem__(self, i):
        print('item', i)
        return super().__getitem__(i)
match S([1, 2, 3]):
    case [a, b]: pass
    case [a, _, 3]: print(a)
# expect: len
# expect: len
# expect: 1
