print("%-5s|%05.1f" % ("a", 2))
# expect: a    |002.0
"%s" % (1, 2)
# raises: TypeError: not all arguments converted during string formatting
