"""A suite: measures the service at a fixed rate and reports in JSON lines. It knows no limit; those stand in readiness.yaml."""
import concurrent.futures
import json
import os
import time
import urllib.request

URL = os.environ["LIGHTHOUSE_TARGET_URL"]
REQUESTS, INTERVAL = 200, 0.01


def ask(intended):
    try:
        urllib.request.urlopen(URL + "/orders/1", timeout=10).read()
        failed = False
    except OSError:
        failed = True
    # From the intended start: who has to wait because the service stalls, waits too.
    return (time.monotonic() - intended) * 1000, failed


with concurrent.futures.ThreadPoolExecutor(max_workers=50) as pool:
    start = time.monotonic()
    answers = []
    for number in range(REQUESTS):
        intended = start + number * INTERVAL
        time.sleep(max(0.0, intended - time.monotonic()))
        answers.append(pool.submit(ask, intended))
    answers = [answer.result() for answer in answers]

HOW = "GET /orders/1 at 100 a second, from the intended start"
with open(os.environ["LIGHTHOUSE_EVIDENCE"], "a", encoding="utf-8") as evidence:
    for line in (
        {"metric": "orders.latency", "values": [latency for latency, _ in answers], "unit": "ms", "how": HOW},
        {"metric": "orders.errors", "hits": sum(failed for _, failed in answers), "trials": REQUESTS, "how": HOW},
    ):
        evidence.write(json.dumps(line) + "\n")
