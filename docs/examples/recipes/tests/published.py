import recipes

print(recipes.mean([1, 2, 6]))  # expect: 3.0
tally = recipes.Tally()
tally.add("a")
print(tally.add("a"), tally.counts)  # expect: 2 {'a': 2}
print(hasattr(recipes, "math"), hasattr(recipes, "_hidden"))  # expect: False False
recipes.mean([])  # raises: ValueError: mean of nothing
