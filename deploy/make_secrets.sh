#!/usr/bin/env bash
# Makes what docker-compose.yml reads from ./secrets, each file for its one reader alone.
# Usage: deploy/make_secrets.sh PUBLIC_NAME [FOLDER]      (as root, so that files get their owners)
#
# Nothing that is there is made again. The certificate is self-made, for trials: put the real
# one in its place. docs/secrets.md tells how each is changed later.
set -euo pipefail
name=${1:?usage: deploy/make_secrets.sh PUBLIC_NAME [FOLDER]}
folder=${2:-secrets}
service=10001 database=70 queue=999 store=1000

umask 077
mkdir -p "$folder"
cd "$folder"

made() { # file, owner: its content comes from standard input
  if [ -e "$1" ]; then
    cat >/dev/null
    return
  fi
  cat >"$1"
  chmod 0400 "$1"
  [ "$(id -u)" != 0 ] || chown "$2:$2" "$1"
}

random() { openssl rand -hex 32; }

random | tr -d '\n' | made database_password "$database"
printf 'postgresql://accident:%s@database/accident' "$(cat database_password)" | made database_url "$service"
printf 'requirepass %s\n' "$(random)" | made queue_access "$queue"
printf 'redis://:%s@queue:6379/0' "$(cut -d ' ' -f 2 queue_access)" | made queue_url "$service"
random | tr -d '\n' | made store_secret "$service"
made store_access "$store" <<JSON
{"identities": [{"name": "accident-service",
  "credentials": [{"accessKey": "accident-service", "secretKey": "$(cat store_secret)"}],
  "actions": ["Read:evidence", "Write:evidence", "List:evidence"]}]}
JSON
if [ ! -e tls_key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 \
    -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
    -keyout tls_key.new -out tls_certificate.new 2>/dev/null
  made tls_certificate "$service" <tls_certificate.new
  made tls_key "$service" <tls_key.new
  rm tls_key.new tls_certificate.new
fi
echo "secrets for $name are in $PWD"
