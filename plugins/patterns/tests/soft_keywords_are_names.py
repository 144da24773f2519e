match = case = _ = 1
print(match, case, _)  # expect: 1 1 1
match [match]:
    case [_]: print(_)  # expect: 1
