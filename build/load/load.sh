#!/usr/bin/env bash
# What the load jobs of the CI files do, below artifacts/load of the current folder. $LOAD_TARGET names the system, as http://host:port.
#   load.sh part I/N [TIME]   loads it with part I of N of the plan, from TIME on, and writes part-I.json
#   load.sh decide DIR        merges the parts that lie in folders of DIR to whole.json and judges it by readiness.yaml
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder=artifacts/load
: "${LOAD_TARGET:?is not set; name the system to load, such as http://127.0.0.1:8765}"
lighthouse() { dotnet "$here/../../src/Lighthouse.Tool/bin/Release/net10.0/lighthouse.dll" "$@"; }
# Numbers in doubt (3) are handed on with their doubts, so that the gate says Inconclusive; whatever else went wrong ends it here.
measure() {
  local out="$1" code=0
  shift
  rm -f "$out"
  lighthouse load "$@" --out="$out" || code=$?
  [ "$code" -eq 3 ] && [ -s "$out" ] || return "$code"
}

mkdir -p "$folder"
case "${1-}" in
  part)
    measure "$folder/part-${2%%/*}.json" run "${LOAD_PLAN:-$here/plan.json}" --target="$LOAD_TARGET" --shard="$2" ${3:+--at="$3"}
    ;;
  decide)
    measure "$folder/whole.json" merge "$2"/*/part-*.json
    lighthouse --target=GoNoGo --runbook="$here/readiness.yaml" --target-url="$LOAD_TARGET" --results="$folder" --artifacts="$folder/decision"
    ;;
  *)
    echo "usage: load.sh part I/N [TIME] | load.sh decide DIR" >&2
    exit 2
    ;;
esac
