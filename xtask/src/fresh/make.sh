#!/bin/sh
# make.sh TREE CODENAME MIRROR PACKAGES: makes the root file system of a bare machine, in a mount namespace of its own.
set -e
sh "${0%/*}/../devices.sh" /dev
# The machines have most packages in common.
mkdir -p "$1/../packages"
debootstrap --variant=minbase --cache-dir="$(realpath "$1/../packages")" --include="$4" "$2" "$1" "$3"
rm -rf "$1"/var/cache/apt/archives/*.deb
chroot "$1" useradd --create-home --shell /bin/sh --uid 1000 user
