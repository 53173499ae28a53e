"""Times many letters signed under one passphrase, as the head of the village meets them: ticked, passphrase sent, all issued.

    python3 app/benches/kelompok.py BASE DESA COUNT      prints letters a second, one line per batch of 50
"""

import re
import sys

from peramban import Browser, timed

BASE, DESA, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
PASSPHRASE = "padi menguning"
TTE = "2"
AT_ONCE = 50
PAGE = f"/{DESA}/surat/penandatanganan"

clerk, carik, lurah = (Browser(BASE, login) for login in ("kamituwa", "carik", "lurah"))
issued = clerk.get(f"/{DESA}/surat?keadaan=4&jenis=keterangan")
letter = clerk.get(re.search(rf'href="(/{DESA}/surat/[0-9a-f-]{{36}})"', issued).group(1))
again = re.search(r'href="([^"]*dari=[^"]*)"', letter).group(1).replace("&#38;", "&")


def waiting_letter():
    """One more letter that waits for the head's signature."""
    page = clerk.get(again)
    form = clerk.form(page, lambda a: "data-pratinjau" in a)
    clerk.post(clerk.at.split("?")[0], form.filled(cara=TTE, syarat="pengantar"))
    path = clerk.at.removeprefix(BASE)
    page = carik.get(path)
    form = carik.form(page, lambda a: a.get("action", "").endswith("/paraf"))
    carik.post(form.action, form.fields)


for batch in range(0, COUNT, AT_ONCE):
    for _ in range(min(AT_ONCE, COUNT - batch)):
        waiting_letter()
    page = lurah.get(PAGE)
    form = lurah.form(page, lambda a: a.get("action", "").endswith("/penandatanganan"))
    boxes = re.findall(r'name="surat"[^>]*value="([^"]+)"', page)
    fields = [pair for pair in form.fields if pair[0] not in ("surat", "passphrase")]
    fields += [("surat", box) for box in boxes] + [("passphrase", PASSPHRASE)]
    took, page = timed(lambda: lurah.post(form.action, fields))
    assert f"{len(boxes)} surat ditandatangani" in page, "the batch is not signed"
    print(f"{len(boxes) / (took / 1000):.1f}")
