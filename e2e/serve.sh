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
# Invented cases, so that there are pages of them.
mkdir -p e2e/.cases
"$JAMSIDES_BINARY" analyse --example home-care --rows 60000 --seed 7 -o e2e/.cases/cases.parquet
cp e2e/support/cases.toml e2e/support/kodbok.toml e2e/.cases/
exec "$JAMSIDES_BINARY" serve --cases e2e/.cases "$@"
