"""A suite: measures the service at a fixed rate and reports in JSON lines. It knows no limit; those stand in readiness.yaml."""
import json
import os
import time
import urllib.request

URL = os.environ["LIGHTHOUSE_TARGET_URL"]
REQUESTS, INTERVAL = 200, 0.01

latencies, failed = [], 0
start = time.monotonic()
for number in range(REQUESTS):
    # Latency counts from the intended start: who has to wait because the service stalls, waits too.
    intended = start + number * INTERVAL
    time.sleep(max(0.0, intended - time.monotonic()))
    try:
        urllib.request.urlopen(URL + "/orders/1", timeout=10).read()
    except OSError:
        failed += 1
    latencies.append((time.monotonic() - intended) * 1000)

HOW = "GET /orders/1 one after another at 100 a second, from the intended start"
with open(os.environ["LIGHTHOUSE_EVIDENCE"], "a", encoding="utf-8") as evidence:
    for line in (
        {"metric": "orders.latency", "values": latencies, "unit": "ms", "how": HOW},
        {"metric": "orders.errors", "hits": failed, "trials": REQUESTS, "how": HOW},
    ):
        evidence.write(json.dumps(line) + "\n")
