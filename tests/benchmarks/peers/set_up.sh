#!/usr/bin/env bash
# Makes .venv-bench with the chains the service is compared with (a gigabyte, once). They bring
# another build of OpenCV, so they must not share the product's environment.
set -euo pipefail
cd "$(dirname "$0")/../../.."
wanted=tests/benchmarks/peers/requirements.txt
stamp=.venv-bench/.set-up
cmp -s "$wanted" "$stamp" && exit 0
echo "Installing the chains to compare with into .venv-bench"
.venv/bin/uv venv -q --allow-existing --python .venv/bin/python .venv-bench
.venv/bin/uv pip install -q --python .venv-bench/bin/python -r "$wanted"
cp "$wanted" "$stamp"
