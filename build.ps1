# Builds the build host and hands everything over to it. Needs the .NET SDK named in global.json, nothing else.
$ErrorActionPreference = 'Stop'
function Fail([string] $What) {
    [Console]::Error.WriteLine("LH7002: $What Install the .NET 10 SDK or newer: https://dotnet.microsoft.com/download")
    exit 3
}
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Fail "'dotnet' was not found on the PATH." }
Push-Location $PSScriptRoot
try { dotnet --version *> $null; $found = $LASTEXITCODE } finally { Pop-Location }
if ($found -ne 0) { Fail "no .NET SDK here satisfies global.json (10.0.100 or newer)." }
if (-not (Test-Path "$PSScriptRoot/build/bin/Release/net10.0/Lighthouse.Build.dll")) { Write-Output 'Building the build host; the first time this takes a while.' }
$output = dotnet build "$PSScriptRoot/build/Build.csproj" --configuration Release --nologo --verbosity quiet
if ($LASTEXITCODE -ne 0) {
    $output | ForEach-Object { [Console]::Error.WriteLine($_) }
    [Console]::Error.WriteLine('LH7003: the build host does not compile; see above.')
    exit 3
}
dotnet "$PSScriptRoot/build/bin/Release/net10.0/Lighthouse.Build.dll" @args
exit $LASTEXITCODE
