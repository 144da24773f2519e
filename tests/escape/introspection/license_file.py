try:
    print("reached", license._Printer__filenames)
except Exception:
    print("closed")  # expect: closed
