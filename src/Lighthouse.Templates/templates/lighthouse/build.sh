#!/usr/bin/env bash
# Runs the build; what is behind it goes to the host: ./build.sh --target=GoNoGo, ./build.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
dotnet build build/Build.csproj --configuration Release --nologo --verbosity quiet
exec dotnet build/bin/Release/net10.0/Build.dll "$@"
