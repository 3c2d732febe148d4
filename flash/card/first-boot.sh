#!/bin/sh
# The first boot of a card that `highland flash` has prepared. It runs twice, each time as root:
#
# 1. Without a word, started by systemd.run= in cmdline.txt, before anything else. Files only, some seconds: it brings the
#    settings of the system to where its release looks for them, leaves a service for step 2, and takes its own words
#    out of cmdline.txt, last of all. Then the board starts again. A power cut in between begins it anew.
# 2. `install`, started by that service in the ordinary start: it installs the bundle that lies beside this file, then
#    removes this folder with all secrets. After a failure it comes again at the next starts, five times in all.
#
# What happened stands in highland-first-boot.txt on the boot partition: any computer can read it. No secret is in it.
# DESTDIR names a folder that stands for / (for tests).
set -u
umask 077

root=${DESTDIR:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
boot=$(dirname "$here")
unit=highland-first-boot.service
units=$root/etc/systemd/system
tries=$root/var/lib/highland-first-boot
imager=$root/usr/lib/raspberrypi-sys-mods

log() { printf '%s  %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$*" >> "$boot/highland-first-boot.txt"; }
setting() { sed -n "s/^$1=\\([A-Za-z0-9_.+/-]*\\)\$/\\1/p" "$here/settings"; }
put() { # put FROM TO: in place; a power cut in between begins the first step anew, and this again
  cat "$1" > "$2" && sync "$2"
}
is_whole() { (cd "$here" && sha256sum --check --strict --quiet SHA256SUMS > /dev/null 2>&1); }

take_out_of_cmdline() { # this script's words, and cloud-init's old name of this card
  new=$boot/cmdline.txt.highland-tmp
  sed -e 's| systemd\.run=/boot/firmware/highland-[0-9a-f]*/[^ ]*||' -e 's| systemd\.run_[a-z_]*=[^ ]*||g' \
    -e 's| systemd\.unit=kernel-command-line\.target||' "$boot/cmdline.txt" > "$new" || return 1
  if [ -f "$here/seed/meta-data" ]; then sed -i -e 's| ds=nocloud[^ ]*||g' "$new" || return 1; fi
  if ! grep -q 'root=' "$new"; then return 1; fi
  # Our words stand at the end: they are blanked in place, behind the line's end, and then cut off. So the first line is
  # whole at every moment. Where others have added words behind ours, the file is written anew.
  kept=$(($(wc -c < "$new") - 1))
  rest=$(($(wc -c < "$boot/cmdline.txt") - kept))
  if [ "$rest" -gt 0 ] && [ "$(head -c "$kept" "$boot/cmdline.txt")" = "$(head -c "$kept" "$new")" ]; then
    printf '\n%*s' "$((rest - 1))" '' | dd of="$boot/cmdline.txt" bs="$rest" seek="$kept" oflag=seek_bytes \
      conv=notrunc,fsync 2> /dev/null || return 1
    truncate -s "$((kept + 1))" "$boot/cmdline.txt" || return 1
  else
    put "$new" "$boot/cmdline.txt" || return 1
  fi
  sync "$boot/cmdline.txt"
  rm -f "$new"
}

apply_seed() { # what the release itself reads: name, user, Wi-Fi
  if [ -f "$here/seed/user-data" ]; then
    for name in user-data network-config meta-data; do
      put "$here/seed/$name" "$boot/$name" || log "$name could not be written"
    done
  elif [ -f "$here/seed/custom.toml" ] && [ -x "$imager/init_config" ]; then
    "$imager/init_config" "$here/seed/custom.toml" > /dev/null 2>&1 || log "custom.toml could not be applied"
  elif [ -f "$here/seed/custom.toml" ]; then
    log "this system knows no custom.toml: name, user and Wi-Fi stay as they are"
  fi
}

set_timezone() {
  zone=$(setting timezone)
  if [ -n "$zone" ] && [ -f "$root/usr/share/zoneinfo/$zone" ]; then
    ln -sfn "/usr/share/zoneinfo/$zone" "$root/etc/localtime"
    printf '%s\n' "$zone" > "$root/etc/timezone"
    chmod 644 "$root/etc/timezone"
  fi
}

leave_service() {
  mkdir -p "$units/multi-user.target.wants"
  cat > "$units/$unit" << UNIT || return 1
[Unit]
Description=Highland: install what lies on the boot partition
RequiresMountsFor=/boot/firmware
ConditionPathExists=$here/first-boot.sh

[Service]
Type=exec
ExecStart=/bin/sh $here/first-boot.sh install

[Install]
WantedBy=multi-user.target
UNIT
  chmod 644 "$units/$unit"
  ln -sfn "../$unit" "$units/multi-user.target.wants/$unit"
}

early() {
  mount -o remount,rw "$boot" 2> /dev/null || true
  log "first boot: $(setting project), release $(setting release)"
  if is_whole; then
    apply_seed
    set_timezone
    rm -f "$tries"
    leave_service || log "the service could not be written: the project is not installed"
  else
    log "the folder on the boot partition is damaged: flash the card again"
  fi
  sync
  if take_out_of_cmdline; then
    sync
    exit 0 # systemd starts the board again
  fi
  log "cmdline.txt could not be changed: going on without"
  systemctl --no-block isolate multi-user.target 2> /dev/null
  exit 1
}

set_language() { # for whoever logs in; the service has its own option. Debian's locales are made from files on the card
  if [ "$(setting lang)" = vi ] && [ -f "$root/etc/locale.gen" ]; then
    sed -i -e 's|^# *\(vi_VN UTF-8\)|\1|' "$root/etc/locale.gen"
    if [ -n "$root" ]; then return 0; fi
    if locale-gen > /dev/null 2>&1 && update-locale LANG=vi_VN.UTF-8 > /dev/null 2>&1; then
      log "the language is Vietnamese"
    else
      log "the language could not be set"
    fi
  fi
}

forget() { # forget FILE: overwritten, then removed. What a card has copied elsewhere inside itself stays there.
  if [ -f "$1" ]; then
    size=$(wc -c < "$1")
    dd if=/dev/zero of="$1" bs=1 count="$size" conv=notrunc 2> /dev/null
    sync "$1" 2> /dev/null
    rm -f "$1"
  fi
}

clean_up() {
  # The system's own first boot reads the Wi-Fi's key from the boot partition; it is waited for, then the key goes.
  if [ -f "$here/seed/network-config.after" ]; then
    if [ -z "$root" ]; then timeout 600 cloud-init status --wait > /dev/null 2>&1 || true; fi
    forget "$boot/network-config"
    put "$here/seed/network-config.after" "$boot/network-config"
  fi
  for secret in "$here"/etc/* "$here"/seed/*; do forget "$secret"; done
  rm -rf "$here"
  rm -f "$units/multi-user.target.wants/$unit" "$units/$unit" "$tries"
  sync
}

install_bundle() {
  count=$(($(cat "$tries" 2> /dev/null || echo 0) + 1))
  if [ "$count" -gt 5 ]; then
    log "given up after five starts. Look above, flash the card again"
    rm -f "$units/multi-user.target.wants/$unit"
    exit 1
  fi
  printf '%s\n' "$count" > "$tries"
  if ! is_whole; then
    log "the folder on the boot partition is damaged: flash the card again"
    exit 1
  fi
  work=$root/var/tmp/highland-first-boot
  rm -rf "$work"
  mkdir -p "$work"
  log "installing, start $count"
  if tar -xzf "$here/bundle.tar.gz" -C "$work" --no-same-owner \
    && sh "$work/highland-bundle/install.sh" --settings "$here/etc" --lang "$(setting lang)" > "$work/said" 2>&1; then
    log "installed: $(tail -n 1 "$work/said")"
    set_language
    rm -rf "$work"
    clean_up
    exit 0
  fi
  log "not installed: $(tail -n 5 "$work/said" 2> /dev/null)"
  rm -rf "$work"
  exit 1
}

case "${1:-}" in
  install) install_bundle ;;
  *) early ;;
esac
