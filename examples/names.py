"""A plugin of nclass: find the names of a list. See names.ini."""
import json
import os
import re
import sys

options = json.loads(os.environ["NCLASS_OPTIONS"])
with open(options["list"], encoding="utf-8") as file:
    labels = {name: label for label, name in
              (line.strip().split(" ", 1) for line in file)}
names = re.compile("|".join(map(re.escape, labels)))

for line in sys.stdin:
    request = json.loads(line)
    spans = [{"begin": m.start(), "end": m.end(), "label": labels[m[0]]}
             for m in names.finditer(request["text"])]
    reply = {"n": request["n"], "layers": {"example.names/1": {"spans": spans}}}
    print(json.dumps(reply), flush=True)
