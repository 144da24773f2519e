import complete

print(complete.calls(), complete.calls())  # expect: 1 2
print(complete.recall("a"))  # expect: None
complete.remember("a", [1])
complete.recall("a").append(2)
print(complete.recall("a"))  # expect: [1, 2]
