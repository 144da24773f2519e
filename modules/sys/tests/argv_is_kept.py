import sys

sys.argv.append("--more")
print(sys.argv[1:])  # expect: ['--more']
