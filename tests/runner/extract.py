"""extract.py - writes the first C program of a Markdown page to a file."""
import pathlib
import re
import sys

page, out = map(pathlib.Path, sys.argv[1:])
out.write_text(re.search(r"^```c\n(.*?)^```", page.read_text(), re.M | re.S)[1])
