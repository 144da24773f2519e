import json

print(json.dumps({"a": [1, 2.5, None, True, "x\"\n\u00e9\U0001f600"], "b": {}, 3: (), None: 1.0}))  # expect: {"a": [1, 2.5, null, true, "x\"\n\u00e9\ud83d\ude00"], "b": {}, "3": [], "null": 1.0}
print(json.dumps([1, 2], separators=(',', ':')), json.dumps("é\x7f"), json.dumps({(1,): 1}, skipkeys=True))  # expect: [1,2] "\u00e9\u007f" {}
print(repr(json.dumps([1, {"b": 2, "a": []}], indent=2, sort_keys=True)))  # expect: '[\n  1,\n  {\n    "a": [],\n    "b": 2\n  }\n]'
print(json.loads('{"a": [1, -2.5e3, null, true, "x\\u00e9\\ud83d\\ude00\\n"], "b": {}}'))  # expect: {'a': [1, -2500.0, None, True, 'xé😀\n'], 'b': {}}
print(json.loads('[123456789012345678901234567890, NaN, Infinity]'), json.loads(b'"a"'))  # expect: [123456789012345678901234567890, nan, inf] a
print(json.loads('{"a":1,"a":2}', object_pairs_hook=list), json.loads('1.50', parse_float=str))  # expect: [('a', 1), ('a', 2)] 1.50
class E(json.JSONEncoder):
    def default(self, o):
        return list(o) if isinstance(o, set) else super().default(o)
print(json.dumps({1}, cls=E), json.JSONDecoder().raw_decode('[1] x'))  # expect: [1] ([1], 3)
