"""Times an electronic signature as the head of the village meets it: passphrase sent, signed letter back.

    python3 app/benches/tandatangan.py BASE DESA COUNT      prints one time in ms per line
"""

import re
import sys

from peramban import Browser, timed

BASE, DESA, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
PASSPHRASE = "padi menguning"
TTE = "2"

clerk, carik, lurah = (Browser(BASE, login) for login in ("kamituwa", "carik", "lurah"))
issued = clerk.get(f"/{DESA}/surat?keadaan=4&jenis=keterangan")
letter = clerk.get(re.search(rf'href="(/{DESA}/surat/[0-9a-f-]{{36}})"', issued).group(1))
again = re.search(r'href="([^"]*dari=[^"]*)"', letter).group(1).replace("&#38;", "&")
for _ in range(COUNT):
    page = clerk.get(again)
    form = clerk.form(page, lambda a: "data-pratinjau" in a)
    page = clerk.post(clerk.at.split("?")[0], form.filled(cara=TTE, syarat="pengantar"))
    path = clerk.at.removeprefix(BASE)
    page = carik.get(path)
    form = carik.form(page, lambda a: a.get("action", "").endswith("/paraf"))
    carik.post(form.action, form.fields)
    page = lurah.get(f"{path}/penandatanganan")
    form = lurah.form(page, lambda a: a.get("action", "").endswith("/penandatanganan"))
    took, page = timed(lambda: lurah.post(form.action, form.filled(passphrase=PASSPHRASE)))
    assert "Terbit" in page, "the letter is not signed"
    print(f"{took:.1f}")
