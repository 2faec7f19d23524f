#!/usr/bin/env bash
# Builds the build host and hands everything over to it. Needs the .NET SDK named in global.json, nothing else.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
fail() { echo "LH7002: $1 Install the .NET 10 SDK or newer: https://dotnet.microsoft.com/download" >&2; exit 3; }
command -v dotnet >/dev/null 2>&1 || fail "'dotnet' was not found on the PATH."
(cd "$root" && dotnet --version >/dev/null 2>&1) || fail "no .NET SDK here satisfies global.json (10.0.100 or newer); found: $(dotnet --list-sdks | tr '\n' ' ')."
[ -e "$root/build/bin/Release/net10.0/Lighthouse.Build.dll" ] || echo "Building the build host; the first time this takes a while."
if ! output=$(dotnet build "$root/build/Build.csproj" --configuration Release --nologo --verbosity quiet 2>&1); then
  echo "$output" >&2
  echo "LH7003: the build host does not compile; see above." >&2
  exit 3
fi
exec dotnet "$root/build/bin/Release/net10.0/Lighthouse.Build.dll" "$@"
