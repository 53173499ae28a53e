"""Times the live preview of a letter as a clerk meets it: the draft's own form, posted again and again.

    python3 app/benches/pratinjau.py BASE DESA COUNT      prints one time in ms per line
"""

import re
import sys

from peramban import Browser, timed

BASE, DESA, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])

clerk = Browser(BASE, "carik")
draft = re.search(r'href="([^"]*draf=[^"]*)"', clerk.get(f"/{DESA}/surat"))
form = clerk.form(clerk.get(draft.group(1)), lambda a: "data-pratinjau" in a)
for _ in range(COUNT):
    took, page = timed(lambda: clerk.post(form.action, form.fields))
    assert "b-lembar" in page, "no preview came back"
    print(f"{took:.1f}")
