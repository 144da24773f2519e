print(ascii("\u039f\u03a3 \u03a3 \u0391\u03a3.".lower()))
# expect: '\u03bf\u03c2 \u03c3 \u03b1\u03c2.'
