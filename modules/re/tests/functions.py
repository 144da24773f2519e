import re

m = re.match(r'(?P<a>\d+)-(\w+)?', '12-ab')
print(m, m.groups(), m.groupdict(), m['a'], m.span(2), m.lastindex, m.lastgroup, m.re)  # expect: <re.Match object; span=(0, 5), match='12-ab'> ('12', 'ab') {'a': '12'} 12 (3, 5) 2 None re.compile('(?P<a>\\d+)-(\\w+)?')
print(re.findall(r'(a)(b)?', 'abaab'), re.split(r'(x)', 'axbxc'), re.split('x*', 'axbc'))  # expect: [('a', 'b'), ('a', ''), ('a', 'b')] ['a', 'x', 'b', 'x', 'c'] ['', 'a', '', 'b', 'c', '']
print(re.sub('x*', '-', 'abxd'), re.sub(r'(\w)(\w)', r'\2\1', 'abcd'), re.subn('a', 'b', 'aaa'))  # expect: -a-b--d- badc ('bbb', 3)
print(re.sub('a', lambda m: m.group().upper(), 'banana', count=2), re.sub(r'(?P<n>a)', r'<\g<n>>', 'ba'))  # expect: bAnAna b<a>
print([m.span() for m in re.finditer(r'a|', 'baab')])  # expect: [(0, 0), (1, 2), (2, 3), (3, 3), (4, 4)]
print(re.compile('b').search('abcb', 2).span(), re.compile('b').fullmatch('abc', 1, 2))  # expect: (3, 4) <re.Match object; span=(1, 2), match='b'>
print(re.escape('a.b*c d'), re.compile('a', re.I | re.M), re.I | re.M)  # expect: a\.b\*c\ d re.compile('a', re.IGNORECASE|re.MULTILINE) re.IGNORECASE|re.MULTILINE
