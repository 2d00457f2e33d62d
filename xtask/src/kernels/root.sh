#!/bin/sh
# Makes a root file system: root.sh DIRECTORY CODENAME MIRROR PACKAGES, in a mount namespace of its own.
set -e
sh xtask/src/devices.sh /dev
debootstrap --variant=minbase --include="$4" "$2" "$1" "$3"
rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*
mkdir "$1/tests" "$1/lib/modules"
echo ostler > "$1/etc/hostname"
echo '127.0.0.1 localhost ostler' > "$1/etc/hosts"
