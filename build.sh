#!/usr/bin/env bash
# Builds the build host where it is not up to date and hands everything over to it. Needs the .NET SDK named in global.json, nothing else.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
host="$root/build/bin/Release/net10.0/Lighthouse.Build.dll"
stamp="$root/build/obj/host.stamp"
fail() { echo "LH7002: $1 Install the .NET 10 SDK or newer: https://dotnet.microsoft.com/download" >&2; exit 3; }

# What the host is made of, folders included: a removed file changes its folder.
up_to_date() {
  [ -e "$host" ] && [ -e "$stamp" ] && [ -z "$(cd "$root" && find build eng src/Cake.Frosting src/Lighthouse.Chaos src/Lighthouse.Pipeline src/Lighthouse.Readiness \
    src/Lighthouse.Targets Directory.Build.props Directory.Packages.props global.json \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit)" ]
}

command -v dotnet >/dev/null 2>&1 || fail "'dotnet' was not found on the PATH."
if ! up_to_date; then
  (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "no .NET SDK here satisfies global.json (10.0.100 or newer); found: $(dotnet --list-sdks | tr '\n' ' ')."
  [ -e "$host" ] || echo "Building the build host; the first time this takes a while."
  # Stamped before the build, so that what is edited during it counts as newer.
  mkdir -p "$(dirname "$stamp")" && touch "$stamp.new"
  if ! output=$(dotnet build "$root/build/Build.csproj" --configuration Release --nologo --verbosity quiet 2>&1); then
    echo "$output" >&2
    echo "LH7003: the build host does not compile; see above." >&2
    exit 3
  fi
  mv "$stamp.new" "$stamp"
fi
exec dotnet "$host" "$@"
