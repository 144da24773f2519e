if True:
    pass
def f(): pass
class C: pass
print(f(), C.__name__)  # expect: None C
