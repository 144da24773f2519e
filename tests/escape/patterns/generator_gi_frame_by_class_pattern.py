def numbers():
    yield 1


victim = numbers()


match victim:
    case object(gi_frame=found):
        print("reached", found)
    case _:
        print("closed")  # expect: closed
