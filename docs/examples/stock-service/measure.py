"""A suite for any web server: asks for one page at a fixed rate, compares what comes, and reports in JSON lines. It knows no limit."""
import concurrent.futures
import json
import os
import time
import urllib.request

URL = os.environ["LIGHTHOUSE_TARGET_URL"].rstrip("/")
PAGE = b"the catalogue\n"
REQUESTS, INTERVAL, AT_ONCE = 400, 0.01, 50


def ask(intended):
    try:
        answer = urllib.request.urlopen(URL + "/catalogue", timeout=10).read()
    except OSError:
        answer = None
    # From the intended start: who has to wait because the server stalls, waits too.
    return (time.monotonic() - intended) * 1000, answer


with concurrent.futures.ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
    start = time.monotonic()
    asked = []
    for number in range(REQUESTS):
        intended = start + number * INTERVAL
        time.sleep(max(0.0, intended - time.monotonic()))
        asked.append(pool.submit(ask, intended))
    answers = [one.result() for one in asked]
    elapsed = time.monotonic() - start

answered = [answer for _, answer in answers if answer is not None]
HOW = f"GET /catalogue, {REQUESTS} times, one each {INTERVAL * 1000:.0f} ms"
with open(os.environ["LIGHTHOUSE_EVIDENCE"], "a", encoding="utf-8") as evidence:
    for line in (
        {"metric": "catalogue.latency", "values": [latency for latency, _ in answers], "unit": "ms", "how": HOW + ", from the intended start"},
        {"metric": "catalogue.errors", "hits": REQUESTS - len(answered), "trials": REQUESTS, "how": HOW},
        {"metric": "catalogue.wrong", "value": sum(answer != PAGE for answer in answered), "unit": "", "attempts": len(answered), "how": HOW + ", each answer compared with the page"},
        {"metric": "catalogue.rate", "value": len(answered) / elapsed, "unit": "/s", "attempts": len(answered), "how": HOW + ", answers by the time until the last"},
    ):
        evidence.write(json.dumps(line) + "\n")
