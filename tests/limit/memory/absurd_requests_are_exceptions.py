# args: --memory 64M --timeout 1
while True:
    try:
        [0] * 10**9
    except BaseException:
        continue
# stopped: time limit of 1 s reached
