import state

print(state.number() < 256)  # expect: True
