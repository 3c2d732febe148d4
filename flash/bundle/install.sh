#!/bin/sh
# Installs this bundle of Highland on a Raspberry Pi, without any network:   sudo sh install.sh
# Cài bộ này lên Raspberry Pi, không cần mạng:                              sudo sh install.sh
#
#   --release-only   make the release below /opt/highland/releases and print its path; change nothing else
#   --settings DIR   also copy the files in DIR to /etc/highland: the hub's address, options of the service
#   --lang vi|en     language of the messages
#
# It may be run again at any time, also after a power cut: what is whole stays, what is half made is made anew.
# DESTDIR names a folder that stands for / (for a system that is not running; commands of the system are left out then).
set -eu
umask 022

lang="en"
case "${LC_ALL:-${LANG:-}}" in vi*) lang="vi" ;; esac
release_only=no
settings=
while [ $# -gt 0 ]; do
  case "$1" in
    --release-only) release_only=yes ;;
    --settings) shift; settings=${1:-} ;;
    --lang) shift; case "${1:-}" in vi) lang="vi" ;; *) lang="en" ;; esac ;;
    *) echo "install.sh [--release-only] [--settings DIR] [--lang vi|en]" >&2; exit 2 ;;
  esac
  shift
done

say() { # English, Vietnamese
  if [ "$lang" = vi ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi
}
fail() {
  say "$1 Nothing was changed." "$2 Chưa có gì thay đổi."
  exit 1
}

dest=${DESTDIR:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if [ -n "$settings" ]; then settings=$(CDPATH='' cd -- "$settings" && pwd); fi
cd "$here"

if [ -z "$dest" ] && [ "$(id -u)" != 0 ]; then
  fail "This needs the rights of root: sudo sh install.sh." "Cần quyền root: sudo sh install.sh."
fi

# 1. Is it whole? Every file by its hash, and no file besides.
say "Checking the bundle ..." "Đang kiểm tra bộ cài ..."
if ! sha256sum --check --strict --quiet SHA256SUMS > /dev/null 2>&1; then
  fail "The bundle is damaged. Copy it again." "Bộ cài bị hỏng. Hãy chép lại."
fi
if [ "$(find . -type f | wc -l)" -ne "$(($(wc -l < SHA256SUMS) + 1))" ] || [ -n "$(find . ! -type f ! -type d)" ]; then
  fail "The bundle holds files that are not its own. Unpack it into an empty folder." \
    "Bộ cài có tệp lạ. Hãy giải nén vào một thư mục trống."
fi
value() { sed -n "s/^ \"$1\": \"\\([A-Za-z0-9_.+-]*\\)\",*\$/\\1/p" manifest.json; }
release=$(value release)
project=$(value project)
machine=$(value machine)
if [ -z "$release" ] || [ -z "$project" ]; then fail "The bundle is damaged. Copy it again." "Bộ cài bị hỏng. Hãy chép lại."; fi

# 2. Is it for this board?
python=$(command -v python3) || fail "This system has no Python." "Hệ thống này không có Python."
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
bits=$("$python" -c 'import struct; print(struct.calcsize("P") * 8)')
this=$(uname -m)
case "$this-$bits" in aarch64-32 | armv8l-32) this=armv7l ;; esac
if [ ! -f "requirements/$version.txt" ]; then
  fail "The bundle is not for Python $version. Make one with: highland bundle $project --python $version -o FILE." \
    "Bộ cài không dành cho Python $version. Hãy tạo bộ cài bằng: highland bundle $project --python $version -o FILE."
fi
if [ "$this" != "$machine" ]; then
  fail "The bundle is for $machine, and this is $this. Make one with: highland bundle $project --machine $this -o FILE." \
    "Bộ cài dành cho $machine, còn máy này là $this. Hãy tạo bộ cài bằng: highland bundle $project --machine $this -o FILE."
fi

# 3. The release: built beside, on the disk, then renamed. So what has its name is whole.
home=/opt/highland
releases=$dest$home/releases
made=$releases/$release
mkdir -p "$releases"
if [ -d "$made" ]; then
  say "The release $release is here already." "Bản $release đã có sẵn."
else
  part=$releases/.part-$release
  rm -rf "$part"
  free_kb=$(df -Pk "$releases" | awk 'NR == 2 { print $4 }')
  if [ "$free_kb" -lt 150000 ]; then
    fail "150 MB must be free on the card." "Thẻ nhớ cần trống 150 MB."
  fi
  say "Installing the release $release of $project. This takes some minutes ..." \
    "Đang cài bản $release của $project. Việc này mất vài phút ..."
  mkdir "$part"
  trap 'rm -rf "$part"' EXIT
  if ! "$python" -m venv --system-site-packages "$part/venv" > "$part/log" 2>&1; then
    cat "$part/log" >&2
    fail "The environment for Python could not be made. Is the package python3-venv there?" \
      "Không tạo được môi trường Python. Đã có gói python3-venv chưa?"
  fi
  # --ignore-installed: the release holds what was tested, whatever versions the system brings.
  if ! "$part/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-index --isolated \
    --find-links wheels --only-binary :all: --require-hashes --no-deps --ignore-installed --no-compile \
    --no-warn-script-location -r "requirements/$version.txt" > "$part/log" 2>&1; then
    cat "$part/log" >&2
    fail "The packages could not be installed." "Không cài được các gói."
  fi
  rm -f "$part/log"
  cp -R code "$part/code"
  cp manifest.json "$part/manifest.json"
  mkdir "$part/bin"
  # -P: no file of the folder it is called in hides a library. Its own path is found through links such as `current`.
  cat > "$part/bin/highland" << 'COMMAND'
#!/bin/sh
home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
export BLINKA_SKIP_DEPENDENCY_CHECK=1 PYTHONUTF8=1 PYTHONPATH="$home/code"
exec "$home/venv/bin/python" -P -m highland "$@"
COMMAND
  chmod 755 "$part/bin/highland"
  # Bytecode is made now: the service may not write here.
  "$part/venv/bin/python" -m compileall -q "$part/code" "$part/venv/lib" > /dev/null 2>&1 || true
  if [ -z "$dest" ]; then chown -R root:root "$part"; fi
  chmod -R go-w "$part"
  sync
  trap - EXIT
  mv "$part" "$made"
  sync
fi
if [ "$release_only" = yes ]; then
  printf '%s\n' "$made"
  exit 0
fi

# 4. The units of systemd, the user of the service with the groups that open pins and buses, and its folders.
"$made/bin/highland" update --services --root "$dest/" > /dev/null

# I2C: the switch in config.txt brings the bus, this module brings /dev/i2c-1.
mkdir -p "$dest/etc/modules-load.d" "$dest/etc/highland"
echo i2c-dev > "$dest/etc/modules-load.d/highland.conf"
if [ -z "$dest" ]; then modprobe i2c-dev 2> /dev/null || true; fi
for setting in "$settings"/*; do # a password may be in them: for root and the service only
  if [ -n "$settings" ] && [ -f "$setting" ]; then
    name=$(basename "$setting")
    (umask 077 && cp "$setting" "$dest/etc/highland/.$name-new")
    if [ -z "$dest" ]; then chown root:highland "$dest/etc/highland/.$name-new"; fi
    chmod 640 "$dest/etc/highland/.$name-new"
    mv "$dest/etc/highland/.$name-new" "$dest/etc/highland/$name"
  fi
done

# 5. The release in use is a link; it is replaced by a rename, so it is the old or the new one.
link() { # link NAME -> releases/...
  ln -sfn "releases/$2" "$dest$home/.$1-new"
  mv -T "$dest$home/.$1-new" "$dest$home/$1"
}
rm -f "$dest$home/trial.json" # who installs by hand has decided
before=$(basename "$(readlink "$dest$home/current" 2> /dev/null || true)")
if [ -n "$before" ] && [ "$before" != "$release" ]; then link previous "$before"; fi
link current "$release"
mkdir -p "$dest/usr/local/bin"
ln -sfn "$home/current/bin/highland" "$dest/usr/local/bin/highland"
sync

# 6. Start it, now and whenever the board starts; one project at a time has the pins.
if [ -z "$dest" ]; then
  for other in /etc/systemd/system/multi-user.target.wants/highland@*.service; do
    name=$(basename "$other")
    if [ -L "$other" ] && [ "$name" != "highland@$project.service" ]; then
      systemctl disable "$name"
      if [ -d /run/systemd/system ]; then systemctl stop "$name" || true; fi
    fi
  done
  systemctl enable "highland@$project.service"
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl --no-block restart "highland@$project.service"
  fi
fi
say "$project is installed (release $release). What is missing on this board: highland doctor $project" \
  "Đã cài $project (bản $release). Xem bo mạch còn thiếu gì: highland doctor $project"
