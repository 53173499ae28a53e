"""Changes the village once a second, and looks whether the very next page shows it.

    python3 app/benches/ubah_desa.py BASE DESA SECONDS      says how many acts there were; ends 1 when one was not seen
"""

import sys
import time
import urllib.request

from peramban import Browser

BASE, DESA, SECONDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
admin = Browser(BASE, "admin")
until = time.monotonic() + SECONDS
acts = 0
while time.monotonic() < until:
    acts += 1
    phone = f"0274-{500_000 + acts}"
    page = admin.get(f"/{DESA}/wilayah")
    form = admin.form(page, lambda a: a.get("action", "").endswith("/wilayah"))
    admin.post(form.action, form.filled(telepon=phone))
    with urllib.request.urlopen(f"{BASE}/{DESA}") as answer:
        if phone not in answer.read().decode():
            sys.exit(f"the page after act {acts} does not show it")
    time.sleep(max(0, 1 - time.monotonic() % 1))
print(acts)
