import textwrap

t = "The quick brown fox-jumps over the lazy-dog -- and some_verylongwordthatisbroken here."
print(textwrap.wrap(t, 20))  # expect: ['The quick brown fox-', 'jumps over the lazy-', 'dog -- and some_very', 'longwordthatisbroken', 'here.']
print(textwrap.wrap(t, 15, max_lines=2), textwrap.shorten(t, 30))  # expect: ['The quick brown', 'fox-jumps [...]'] The quick brown fox- [...]
print(repr(textwrap.dedent("  a\n    b\n\n  c")), repr(textwrap.indent("a\n\nb", '> ')))  # expect: 'a\n  b\n\nc' '> a\n\n> b'
