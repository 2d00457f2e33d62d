#!/bin/sh
# Makes a root file system: root.sh DIRECTORY CODENAME MIRROR PACKAGES, in a mount namespace of its own.
set -e
# The devices, too, are its own: what a package does to them does not reach those of the system.
dev=$(mktemp -d)
mount -t tmpfs -o mode=755 none "$dev"
for node in null:3 zero:5 full:7 random:8 urandom:9; do
    mknod -m 666 "$dev/${node%:*}" c 1 "${node#*:}"
done
mkdir "$dev/pts" "$dev/shm"
ln -s /proc/self/fd "$dev/fd"
mount --move "$dev" /dev
rmdir "$dev"
debootstrap --variant=minbase --include="$4" "$2" "$1" "$3"
rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*
mkdir "$1/tests" "$1/lib/modules"
echo ostler > "$1/etc/hostname"
echo '127.0.0.1 localhost ostler' > "$1/etc/hosts"
