print("stra\xdfe".upper(), "\ufb01n".title(), "\xdf".casefold())
# expect: STRASSE Fin ss
