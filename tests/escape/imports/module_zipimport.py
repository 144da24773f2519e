try:
    import zipimport
    print("reached")
except ImportError:
    print("closed")  # expect: closed
