import json

def tried(function, *args):
    try:
        return function(*args)
    except (ValueError, TypeError) as error:
        return error
print(tried(json.loads, ''), tried(json.loads, '[1,]'), tried(json.loads, '{"a" 1}'))  # expect: Expecting value: line 1 column 1 (char 0) Illegal trailing comma before end of array: line 1 column 3 (char 2) Expecting ':' delimiter: line 1 column 6 (char 5)
print(tried(json.loads, '"abc'), tried(json.loads, '"\\u12"'), tried(json.loads, '[1]x'))  # expect: Unterminated string starting at: line 1 column 1 (char 0) Invalid \uXXXX escape: line 1 column 3 (char 2) Extra data: line 1 column 4 (char 3)
print(tried(json.loads, '{\n"a": nul}'), tried(json.loads, 1))  # expect: Expecting value: line 2 column 6 (char 7) the JSON object must be str, bytes or bytearray, not int
print(tried(json.dumps, {1, 2}), tried(json.dumps, {(1,): 1}))  # expect: Object of type set is not JSON serializable keys must be str, int, float, bool or None, not tuple
items = []
items.append(items)
print(tried(json.dumps, items))  # expect: Circular reference detected
