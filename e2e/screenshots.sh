#!/usr/bin/env bash
# Pictures of every page to look at (no test): 1180 and 320 pixels wide, light and dark.
#
#   ./screenshots.sh FOLDER                              the demonstration
#   AREA=2282 ./screenshots.sh FOLDER --data FOLDER      real figures, with Kramfors
#
# What stands after the folder is given to `jamsides serve`.
set -euo pipefail
cd "$(dirname "$0")"
folder=${1:?the folder the pictures go to}
shift
mkdir -p "$folder"
folder=$(realpath "$folder")
port=${E2E_PORT:-8498}
[ -d node_modules ] || npm ci
[ $# -gt 0 ] || set -- --demo
./serve.sh "$@" --listen "127.0.0.1:$port" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
for _ in $(seq 1800); do
  kill -0 "$server" 2>/dev/null || { echo "the program has ended" >&2; exit 1; }
  curl -fs "http://127.0.0.1:$port/health" >/dev/null && break
  sleep 1
done
node support/screenshots.js "http://127.0.0.1:$port" "$folder" "${AREA:-9106}"
