import re

print(re.search(r'(?<=a)b', 'ab'), re.search(r'(?<!a)b', 'ab b').start(), re.search(r'a(?!b)', 'ab ac').start())  # expect: <re.Match object; span=(1, 2), match='b'> 3 3
print(re.match(r'a{2,3}?', 'aaaa'), re.match('a++a', 'aaa'), re.match('(?>a+)b', 'aaab'))  # expect: <re.Match object; span=(0, 2), match='aa'> None <re.Match object; span=(0, 4), match='aaab'>
print(re.match(r'(<)?x(?(1)>|$)', '<x>'), re.match(r'(<)?x(?(1)>|$)', '<x'), re.match(r'(?i)(a)\1', 'aA'))  # expect: <re.Match object; span=(0, 3), match='<x>'> None <re.Match object; span=(0, 2), match='aA'>
print(re.match('(?:a|b)*?c', 'ababc'), re.match('(a|b)*', 'abab').group(1), re.match('(a*)*', 'b').groups())  # expect: <re.Match object; span=(0, 5), match='ababc'> b ('',)
print(re.findall(r'(?i)straße|É', 'STRAßE é'), re.findall(r'[^\W\d]+', 'a1_b é2'), re.findall(r'(?a)\w+', 'ab éc'))  # expect: ['STRAßE', 'é'] ['a', '_b', 'é'] ['ab', 'c']
print(re.findall(r'(?m)^a$', 'a\nb\na'), re.findall(r'\bfoo\b', 'foo foobar foo'), re.findall(br'\w+', b'ab \xe9c'))  # expect: ['a', 'a'] ['foo', 'foo'] [b'ab', b'c']
print(bool(re.match(r'\Aab\Z', 'ab\n')), bool(re.match('ab$', 'ab\n')), re.match('[]a]+', 'a]'))  # expect: False True <re.Match object; span=(0, 2), match='a]'>
