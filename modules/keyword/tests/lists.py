import keyword

print(keyword.iskeyword("for"), keyword.iskeyword("match"))  # expect: True False
print(keyword.issoftkeyword("match"), len(keyword.kwlist))  # expect: True 35
print(keyword.softkwlist)  # expect: ['_', 'case', 'match', 'type']
