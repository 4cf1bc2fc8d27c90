set -e
P=/work/main/.venv/bin; export PYTHONPATH=$PWD
$P/ruff format . -q; $P/ruff check -q .
git add -u; git commit -qm "$1"
git pull -q --rebase origin main
$P/ruff format --check -q .; nice $P/python -m mypy 2>&1 | tail -3
nice $P/python -m pytest -x -q tests/test_requests.py tests/test_form_tour.py tests/test_layers.py $2 2>&1 | tail -5
