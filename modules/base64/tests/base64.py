import base64

print(base64.b64encode(b'abcd\xff'), base64.b64decode('YWJjZP8='), base64.urlsafe_b64encode(b'\xfb\xff'))  # expect: b'YWJjZP8=' b'abcd\xff' b'-_8='
print(base64.b32encode(b'ab'), base64.b32decode(b'MFRA===='), base64.b16encode(b'\xff'))  # expect: b'MFRA====' b'ab' b'FF'
