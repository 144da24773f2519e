# config: modules.path = @tests@/vetted
for name in ["..runner.run", "parcel..weight", "parcel/weight", "/etc/passwd", "parcel\0"]:
    try:
        __import__(name)
        print("imported", name)
    except ImportError:
        pass
