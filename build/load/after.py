"""Asks the system that was loaded whether it still answers, and reports in one line. It knows no limit; those stand in readiness.yaml."""
import json
import os
import urllib.request

URL, REQUESTS = os.environ["LIGHTHOUSE_TARGET_URL"].rstrip("/") + "/health", 50


def failed():
    try:
        urllib.request.urlopen(URL, timeout=10).read()
        return False
    except OSError:
        return True


line = {"metric": "after.failed", "value": sum(failed() for _ in range(REQUESTS)), "unit": "", "attempts": REQUESTS, "how": "GET /health, one after another, after the load"}
with open(os.environ["LIGHTHOUSE_EVIDENCE"], "a", encoding="utf-8") as evidence:
    evidence.write(json.dumps(line) + "\n")
