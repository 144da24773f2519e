try:
    exec(compile("1 / 0", "/etc/passwd", "exec"))
except Exception as error:
    print("root:" in repr(error))  # expect: False
