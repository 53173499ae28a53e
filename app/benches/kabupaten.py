"""Times the pages of one village among many, one request at a time, as an operator meets them.

    python3 app/benches/kabupaten.py BASE DESA COUNT VILLAGES      prints `name<TAB>median in ms` per line
"""

import datetime
import re
import statistics
import sys

from peramban import Browser, timed

BASE, DESA, COUNT, VILLAGES = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

operator = Browser(BASE, "operator")
today = datetime.date.today()
last_month = today.replace(day=1) - datetime.timedelta(days=1)
PAGES = {
    "resident list": f"/{DESA}/penduduk",
    "misspelt name search": f"/{DESA}/penduduk?cari=sitti+aminnah",
    "statistics, all breakdowns": f"/{DESA}/statistik-penduduk",
    "one breakdown with its series": f"/{DESA}/statistik-penduduk/agama",
    "monthly report": f"/{DESA}/laporan/{last_month:%Y-%m}",
    "register as of last 1 January": f"/{DESA}/per-tanggal?tanggal=01-01-{today.year}",
    "data quality list": f"/{DESA}/mutu",
}


def median(do, wanted=None):
    times = []
    for _ in range(COUNT):
        took, page = timed(do)
        assert wanted is None or wanted in page, f"the page does not show {wanted}"
        times.append(took)
    return statistics.median(times)


for name, path in PAGES.items():
    first, _ = timed(lambda: operator.get(path))
    print(f"{name}, first\t{first:.1f}")
    print(f"{name}\t{median(lambda: operator.get(path)):.1f}")

# A past day is kept by nobody: each of these is counted in one pass over the village.
days = iter(today - datetime.timedelta(days=2 + n) for n in range(COUNT))
path = f"/{DESA}/statistik-penduduk?tanggal="
print(f"statistics, all breakdowns, counted anew\t{median(lambda: operator.get(f'{path}{next(days):%d-%m-%Y}')):.1f}")

# A NIK is searched by POST, and leads to its resident.
listing = operator.get(f"/{DESA}/penduduk")
person = re.search(rf'href="(/{DESA}/penduduk/[0-9a-f-]{{36}})"', listing).group(1)
page = operator.get(person)
form = operator.form(page, lambda a: a.get("action", "").endswith("/pembukaan"))
page = operator.post(form.action, form.filled(tujuan="pencocokan"))
nik = re.search(r"\b\d{16}\b", page).group(0)
form = operator.form(listing, lambda a: a.get("action", "").endswith("/penduduk"))
print(f"NIK lookup\t{median(lambda: operator.led_to(form.action, form.filled(cari=nik)), person):.1f}")
print(f"NIK to its resident's page\t{median(lambda: operator.post(form.action, form.filled(cari=nik))):.1f}")

# Who may search all villages of the regency writes a purpose down each time.
if VILLAGES > 1:
    searcher = Browser(BASE, "pencari")
    where = f"/{DESA[:4]}000000/pencarian-lintas"
    form = searcher.form(searcher.get(where), lambda a: a.get("action", "").endswith("/pencarian-lintas"))
    for name, words in {"NIK in all villages": nik, "misspelt name in all villages": "sitti aminnah"}.items():
        fields = form.filled(kata=words, keperluan="Pengukuran")
        print(f"{name}\t{median(lambda: searcher.post(form.action, fields), 'Tahun lahir'):.1f}")
