class Tagged(ExceptionGroup):
    def __new__(cls, message, members, tag):
        made = super().__new__(cls, message, members)
        made.tag = tag
        return made

    def __init__(self, *args):
        pass

    def derive(self, members):
        return Tagged(self.message, members, self.tag)


try:
    raise Tagged('t', [ValueError(1), KeyError(2)], 7)
except* KeyError as e:
    print(type(e).__name__, e.tag)  # expect: Tagged 7
except* ValueError as e:
    print(e.tag)  # expect: 7
