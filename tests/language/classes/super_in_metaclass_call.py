class Single(type):
    made = {}

    def __call__(cls, *args):
        if cls not in Single.made:
            Single.made[cls] = super().__call__(*args)
        return Single.made[cls]


class C(metaclass=Single):
    def __init__(self, value):
        self.value = value


print(C(1) is C(2), C(3).value)  # expect: True 1
