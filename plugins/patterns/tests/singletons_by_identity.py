def f(x):
    match x:
        case True: return 'true'
        case None: return 'none'
        case False: return 'false'
print(f(True), f(1), f(None), f(False), f(0))  # expect: true None none false None
