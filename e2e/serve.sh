#!/usr/bin/env bash
# Starts the program's pages: `serve.sh --demo --listen 127.0.0.1:8497`. Builds it first, which takes
# a moment when nothing has changed; JAMSIDES_BINARY names a program to be taken as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${JAMSIDES_BINARY:-}" ]; then
  export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/jamsides-target}"
  cargo build --quiet --workspace
  JAMSIDES_BINARY="$CARGO_TARGET_DIR/debug/jamsides"
fi
exec "$JAMSIDES_BINARY" serve "$@"
