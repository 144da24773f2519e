import traceback

try:
    try:
        [][1]
    except IndexError as error:
        raise KeyError("key") from error
except KeyError:
    text = traceback.format_exc()
    alone = traceback.format_exc(chain=False)
print("direct cause" in text, "IndexError" in alone)  # expect: True False
print(traceback.format_exception(None))  # expect: ['NoneType: None\n']
