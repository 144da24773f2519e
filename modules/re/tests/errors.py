import re

def tried(pattern):
    try:
        return re.compile(pattern)
    except re.error as error:
        return error
print(tried('('), '|', tried('a)'), '|', tried('[a'), '|', tried('*a'), '|', tried('a**'))  # expect: missing ), unterminated subpattern at position 0 | unbalanced parenthesis at position 1 | unterminated character set at position 0 | nothing to repeat at position 0 | multiple repeat at position 2
print(tried('(?P<1>a)'), '|', tried('(?<=a*)b'), '|', tried('a{3,2}'), '|', tried('[z-a]'))  # expect: bad character in group name '1' at position 4 | look-behind requires fixed-width pattern | min repeat greater than max repeat at position 2 | bad character range z-a at position 1
print(tried('\\1'), '|', tried('x(?i)'), '|', tried('\\q'), '|', tried('(?P<a>x)(?P<a>y)'))  # expect: invalid group reference 1 at position 1 | global flags not at the start of the expression at position 1 | bad escape \q at position 0 | redefinition of group name 'a' as group 2; was group 1 at position 12
