"""Times the live preview of a letter as a clerk meets it: the draft's own form, posted again and again.

    python3 app/benches/pratinjau.py BASE DESA COUNT      prints one time in ms per line
"""

import http.cookiejar
import re
import sys
import time
import urllib.parse
import urllib.request
from html.parser import HTMLParser

BASE, DESA, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


class Form(HTMLParser):
    """The fields of the form that has a preview, as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.action, self.fields, self.select, self.area = None, [], None, None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form" and "data-pratinjau" in a:
            self.action = a["data-pratinjau"]
        if self.action is None:
            return
        if tag == "input" and a.get("name") and (a.get("type") not in ("radio", "checkbox", "file") or "checked" in a):
            self.fields.append((a["name"], a.get("value", "")))
        if tag == "select":
            self.select = a.get("name")
        if tag == "option" and self.select and "selected" in a:
            self.fields.append((self.select, a.get("value", "")))
        if tag == "textarea":
            self.area = a.get("name")

    def handle_data(self, data):
        if self.area:
            self.fields.append((self.area, data))
            self.area = None

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None


def post(path, fields):
    request = urllib.request.Request(BASE + path, urllib.parse.urlencode(fields).encode(), {"Origin": BASE})
    with opener.open(request) as answer:
        return answer.read().decode()


post("/masuk", [("login", "carik"), ("sandi", "padi menguning di sawah")])
with opener.open(f"{BASE}/{DESA}/surat") as answer:
    listing = answer.read().decode()
draft = re.search(r'href="([^"]*draf=[^"]*)"', listing)
with opener.open(BASE + draft.group(1).replace("&amp;", "&")) as answer:
    form = Form()
    form.feed(answer.read().decode())
for _ in range(COUNT):
    start = time.perf_counter()
    page = post(form.action, form.fields)
    took = (time.perf_counter() - start) * 1000
    assert "b-lembar" in page, "no preview came back"
    print(f"{took:.1f}")
