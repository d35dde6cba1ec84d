#!/usr/bin/env bash
# Makes .venv with everything the service needs. Usage: tools/set_up.sh run|dev
#
# "run" is enough for `make demo`; "dev" adds what the tests and checks need. Running it
# again is quick: a stamp of pyproject.toml and constraints.txt tells whether anything changed.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-run}

# Whom the machine trusts is trusted here too: many networks stand between it and the package
# index with a certificate of their own, which neither uv nor Node looks for by itself.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
trusted=/etc/ssl/certs/ca-certificates.crt
[ -r "$trusted" ] && export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$trusted}"

missing() { # what is missing, then how to get it
  printf '\n%s\n  %s\n\n' "$1" "$2" >&2
  exit 1
}

# Debian's own package installer is used only as root, and only for what is missing.
debian_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "Installing from Debian: $*"
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$@"; } >/tmp/accident-service-apt.log 2>&1
}

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || missing "Python 3.11, 3.12 or 3.13 is missing." "On Debian 12: apt-get install python3 python3-venv"

if [ ! -x .venv/bin/python ]; then
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    debian_install python3-venv || missing "Python's venv module is missing." "On Debian 12: apt-get install python3-venv"
  fi
  echo "Creating .venv with $("$python" --version)"
  "$python" -m venv .venv
fi

stamp=".venv/.set-up-$want"
fingerprint=$(cat pyproject.toml constraints.txt package-lock.json tools/*.sh | sha256sum | cut -d' ' -f1)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$fingerprint" ]; then
  echo "Installing the libraries ($want): a minute or two the first time"
  .venv/bin/python -m pip --disable-pip-version-check -q install 'uv>=0.5' 2>/tmp/accident-service-pip.log ||
    missing "pip could not install uv." "See /tmp/accident-service-pip.log; is the package index reachable?"
  extras=demo
  [ "$want" = dev ] && extras=dev
  .venv/bin/uv pip install -q --python .venv/bin/python -e ".[$extras]" -c constraints.txt ||
    missing "The libraries could not be installed." "The message above says which; is the package index reachable?"
  tools/front_end.sh "$want" ||
    missing "The pages' libraries could not be installed." "See /tmp/accident-service-npm.log; is the package index reachable?"
  echo "$fingerprint" >"$stamp"
fi

if [ "$want" = dev ] && ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
  debian_install chromium fonts-noto-cjk ||
    echo "Chromium is missing: the browser tests will be skipped. On Debian 12: apt-get install chromium fonts-noto-cjk" >&2
fi
