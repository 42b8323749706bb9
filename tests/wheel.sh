#!/usr/bin/env bash
# Build the wheel, install it into an empty environment and run it there: package data included?
# Usage: tests/wheel.sh PYTHON (a Python that has `build`).
set -euo pipefail
python=$1
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m build --wheel --outdir "$work/dist" "$top" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
if command -v uv >/dev/null; then
  uv venv --quiet --python "$python" "$work/venv"
  uv pip install --quiet --python "$work/venv/bin/python" -c "$top/constraints.txt" "$work"/dist/*.whl
else
  "$python" -m venv "$work/venv"
  "$work/venv/bin/python" -m pip install --quiet -c "$top/constraints.txt" "$work"/dist/*.whl
fi

cd "$work" # away from the checkout: only what the wheel holds is found
for command in "" init crawl extract annotate serve release status codebook; do
  venv/bin/framesay $command --help >/dev/null
done
venv/bin/framesay init study --contact https://example.org/study >/dev/null
venv/bin/framesay codebook try social_credit "It is an Orwellian nightmare that tracks every move."
venv/bin/python - <<'PYTHON'
from importlib.resources import files

from corpus.study import read_study
from crawlers.outlets import read_outlets

study = read_study(__import__("pathlib").Path("study"))
print("wheel: outlets", [outlet.slug for outlet in read_outlets(study)])
assert files("corpus").joinpath("schema.sql").is_file()
assert files("dashboards").joinpath("templates").is_dir()
PYTHON
echo "wheel: installed and run in an empty environment"
