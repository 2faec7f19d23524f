#!/usr/bin/env bash
# Measures the judge's own tests: branch coverage (all of it is asked for), then the mutation score (90 % is asked for). Takes a quarter of an hour; results
# lie in artifacts/mutation/. Fails where either is missed. 'run.sh coverage' leaves out the mutants.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
results="$(cd ../.. && pwd)/artifacts/mutation"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
mkdir -p "$results"

dotnet test Lighthouse.Readiness.Tests.csproj --configuration Release --verbosity quiet -p:Runner=vstest \
  -p:CollectCoverage=true -p:CoverletOutputFormat=cobertura -p:CoverletOutput="$results/coverage.xml" \
  "-p:Include=[Lighthouse.Readiness]Lighthouse.Readiness.Judging.*" -p:Threshold=100 -p:ThresholdType=branch
[ "${1:-}" != coverage ] || exit 0

dotnet tool restore
exec dotnet stryker --skip-version-check --output "$results" "${@}"
