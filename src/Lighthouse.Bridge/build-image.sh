#!/usr/bin/env bash
# Builds the bridge's container image: build-image.sh [TAG] [DIRECTORY]
# Pulls nothing: the image is a self-contained publish, the libraries of this machine that it loads, and an empty data directory.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tag="${1:-lighthouse-bridge}"
work="${2:-$(mktemp -d)}"
[ $# -ge 2 ] || trap 'rm -rf "$work"' EXIT
context="$work/context"
mkdir -p "$context/rootfs/app" "$context/rootfs/etc" "$context/data" "$context/tmp"
chmod 0700 "$context/data" "$context/tmp"

# Output, intermediate files and lock file apart from the checkout's: an image for a platform is another restore than the build's.
dotnet publish "$project/Lighthouse.Bridge.csproj" --nologo -v quiet -c Release -r linux-x64 --self-contained true \
  --artifacts-path "$work/build" -o "$context/rootfs/app" \
  -p:RestoreLockedMode=false -p:NuGetLockFilePath="$work/packages.lock.json" -p:DebugType=none -p:GenerateDocumentationFile=false
# Tracing by LTTng would need its libraries; nothing else loads this.
rm -f "$context/rootfs/app/libcoreclrtraceptprovider.so"

packages="$context/rootfs/var/lib/dpkg/status.d"
describe() { # a library: of which package of the distribution it is, so that a scan of the image can tell; where there is no dpkg it cannot
  local path owner
  command -v dpkg-query >/dev/null || return 0
  for path in "$1" "/usr$1" "${1#/usr}"; do
    owner="$(dpkg-query --search "$path" 2>/dev/null | awk -F': ' '!/^diversion / { print $1; exit }')" || true
    [ -z "$owner" ] || break
  done
  [ -n "$owner" ] || return 0
  mkdir -p "$packages"
  dpkg-query --status "$owner" > "$packages/${owner%%:*}"
  printf '%s  %s\n' "$(md5sum < "$1" | cut -d' ' -f1)" "${1#/}" >> "$packages/${owner%%:*}.md5sums"
}
copy() { # a library, to the same path in the image
  mkdir -p "$context/rootfs$(dirname "$1")"
  cp -L "$1" "$context/rootfs$1"
  describe "$1"
}
# What the linker finds, and what the runtime opens by name: OpenSSL.
openssl="$(ldconfig -p | awk '$1 ~ /^lib(ssl|crypto)\.so\.3$/ && /x86-64/ { print $NF }')"
[ "$(wc -l <<<"$openssl")" -eq 2 ] || { echo "OpenSSL 3 (libssl.so.3, libcrypto.so.3) is not installed here." >&2; exit 1; }
{ echo "$openssl"; ldd "$context"/rootfs/app/*.so "$context/rootfs/app/Lighthouse.Bridge" $openssl 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*ld-linux/ { print $1 }'; } |
  grep -v "^$context/" | sort -u | while read -r library; do copy "$library"; done

echo 'bridge:x:10001:10001:bridge:/tmp:/none' > "$context/rootfs/etc/passwd"
echo 'bridge:x:10001:' > "$context/rootfs/etc/group"
[ ! -e /etc/os-release ] || cp -L /etc/os-release "$context/rootfs/etc/os-release"
chmod -R go-w "$context/rootfs"
docker build --quiet --tag "$tag" --file "$project/Dockerfile" "$context"
