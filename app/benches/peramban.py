"""A browser of few words for the benches: signs in, reads a form as a browser would, sends it."""

import http.client
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser

SANDI = "padi menguning di sawah"


class Form(HTMLParser):
    """The fields of the first form that `pick` accepts, by its attributes."""

    def __init__(self, pick):
        super().__init__()
        self.pick, self.inside, self.action = pick, False, None
        self.fields, self.select, self.first, self.area = [], None, None, None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form" and self.action is None and self.pick(a):
            self.inside, self.action = True, a.get("data-pratinjau") or a.get("action", "")
        if not self.inside:
            return
        if tag == "input" and a.get("name") and (a.get("type") not in ("radio", "checkbox", "file") or "checked" in a):
            self.fields.append((a["name"], a.get("value", "")))
        if tag == "select":
            self.select = a.get("name")
        if tag == "option" and self.select and "selected" in a:
            self.fields.append((self.select, a.get("value", "")))
        if tag == "textarea":
            self.area = a.get("name")
            self.fields.append((self.area, ""))

    def handle_data(self, data):
        if self.area:
            self.fields[-1] = (self.area, data)

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None
        if tag == "form":
            self.inside = False

    def filled(self, **values):
        """The fields with these set, in place or added."""
        rest = [(name, value) for name, value in self.fields if name not in values]
        return rest + list(values.items())


class Browser:
    """One signed-in person; `at` is where the last answer came from."""

    def __init__(self, base, login):
        self.base, self.at = base, base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        page = self.post("/masuk", [("login", login), ("sandi", SANDI)])
        if 'name="kode"' in page:
            # An example world shows the code that the phone would show.
            code = re.search(r"\b(\d{3})\s?(\d{3})\b", re.sub(r"<[^>]*>", "", page))
            form = self.form(page, lambda a: True)
            self.post(form.action or self.at, form.filled(kode="".join(code.groups())))

    def get(self, path):
        with self.opener.open(self.whole(path)) as answer:
            self.at = answer.url
            return answer.read().decode()

    def post(self, path, fields):
        request = urllib.request.Request(
            self.whole(path), urllib.parse.urlencode(fields).encode(), {"Origin": self.base}
        )
        try:
            with self.opener.open(request) as answer:
                self.at = answer.url
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            page = re.sub(r"<[^>]*>|\s+", " ", error.read().decode())
            raise SystemExit(f"{path} answered {error.code}: {page[:600]}") from error

    def led_to(self, path, fields):
        """Sends a form and tells where its answer leads, without going there, or what it shows."""
        body = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.whole(path), body, {"Origin": self.base})
        for handler in self.opener.handlers:
            if isinstance(handler, urllib.request.HTTPCookieProcessor):
                handler.http_request(request)
        host = urllib.parse.urlsplit(self.base)
        line = http.client.HTTPConnection(host.hostname, host.port)
        headers = {"Origin": self.base, "Cookie": request.get_header("Cookie")}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST", urllib.parse.urlsplit(request.full_url).path, body, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        line.close()
        return answer.getheader("Location") or page

    def whole(self, path):
        return urllib.parse.urljoin(self.base + "/", path.replace("&amp;", "&"))

    @staticmethod
    def form(page, pick):
        form = Form(pick)
        form.feed(page)
        if form.action is None:
            raise SystemExit("the form was not found")
        return form


def timed(do):
    """What it took, in ms, and what came back."""
    start = time.perf_counter()
    result = do()
    return (time.perf_counter() - start) * 1000, result
