try:
    print("reached", __import__('gc').get_referrers(print)[0]['__loader__'])
except Exception:
    print("closed")  # expect: closed
