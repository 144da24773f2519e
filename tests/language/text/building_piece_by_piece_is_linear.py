# args: --max-steps 20000000
text = ""
for i in range(200000):
    text += "ab"
print(len(text), text.count("ba"))  # expect: 400000 199999
