class S(str):
    def __str__(self):
        return 'own'


print(f'{S("a")}', format(S('a')), f'{S("a"):>3}')  # expect: own own   a
