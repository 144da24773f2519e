def victim():
    return 1


match victim:
    case object(__globals__=found):
        print("reached", found)
    case _:
        print("closed")  # expect: closed
