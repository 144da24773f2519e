class Thing:
    def __del__(self):
        print("never")

thing = Thing()
print("end")                # expect: end
