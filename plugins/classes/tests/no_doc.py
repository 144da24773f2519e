class C: pass
print(C.__doc__, '__doc__' in C.__dict__)  # expect: None True
