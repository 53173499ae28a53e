"""Delivers messages of residents to the door of a village, 80 a second, while the queue answers them.

    python3 app/benches/pesan.py BASE DESA SECONDS      prints p50 and p99 of the door in ms, and after how many seconds
                                                        the last resident had an answer

The provider is a stand-in for GOWA inside this program. Each delivery has its moment, whether or not those before it
were answered; its time counts from that moment.
"""

import hashlib
import hmac
import http.client
import http.server
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from urllib.parse import urlsplit

from peramban import Browser

BASE, DESA, SECONDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
RATE, PEOPLE, PATIENCE = 80, 400, 600
SECRET = "rahasia-bangku-uji"
answered = {}


class Gowa(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, results):
        body = json.dumps({"code": "SUCCESS", "message": "Success", "results": results}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.say({"data": []})

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answered.setdefault(sent["phone"].split("@")[0], time.monotonic())
        self.say({"message_id": f"3EB0{time.monotonic_ns():X}"})


def choose(port):
    admin = Browser(BASE, "admin")
    page = admin.get(f"/{DESA}/pesan/atur")
    form = admin.form(page, lambda a: a.get("action", "").endswith("/pesan/atur"))
    filled = form.filled(penyedia="2", alamat=f"http://127.0.0.1:{port}", token="bangku:uji", rahasia=SECRET)
    assert "sudah disimpan" in admin.post(form.action, filled), "the provider was not taken"


def delivery(n):
    phone = f"62812{n % PEOPLE:08d}@s.whatsapp.net"
    payload = {
        "id": f"3EB0{n:016X}", "chat_id": phone, "from": phone, "from_name": "Warga", "is_from_me": False,
        "timestamp": datetime.now(timezone.utc).isoformat(), "body": f"halo {n}",
    }
    return json.dumps({"event": "message", "device_id": "uji@s.whatsapp.net", "payload": payload}).encode()


lines = threading.local()


def deliver(n, moment):
    body = delivery(n)
    sign = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    time.sleep(max(0.0, moment - time.monotonic()))
    if not hasattr(lines, "line"):
        lines.line = http.client.HTTPConnection(urlsplit(BASE).netloc, timeout=30)
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": sign}
    lines.line.request("POST", f"/{DESA}/wa/gowa", body, headers)
    answer = lines.line.getresponse()
    answer.read()
    took = (time.monotonic() - moment) * 1000
    assert answer.status == 200, f"the door said {answer.status}"
    return took


gowa = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gowa)
threading.Thread(target=gowa.serve_forever, daemon=True).start()
choose(gowa.server_port)
total = RATE * SECONDS
begin = time.monotonic() + 0.5
with ThreadPoolExecutor(64) as pool:
    took = sorted(pool.map(lambda n: deliver(n, begin + n / RATE), range(total)))
while len(answered) < min(PEOPLE, total):
    if time.monotonic() - begin > PATIENCE:
        sys.exit(f"only {len(answered)} of {min(PEOPLE, total)} residents had an answer")
    time.sleep(0.1)
print(f"{took[len(took) // 2]:.1f} {took[len(took) * 99 // 100]:.1f} {max(answered.values()) - begin:.1f}")
