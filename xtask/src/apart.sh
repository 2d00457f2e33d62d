#!/bin/sh
# Runs a command with a /dev of its own: apart.sh WORD..., in a mount namespace of its own. What the command does to the nodes
# in it does not reach those of the machine.
set -e
umask 022
dev=$(mktemp -d)
mount -t tmpfs -o nosuid,mode=755 none "$dev"
for node in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    numbers=${node#*:}
    mknod "$dev/${node%%:*}" c "${numbers%:*}" "${numbers#*:}"
    chmod 666 "$dev/${node%%:*}"
done
mkdir "$dev/pts" "$dev/shm"
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 none "$dev/pts"
mount -t tmpfs -o nosuid,nodev,mode=1777 none "$dev/shm"
ln -s pts/ptmx "$dev/ptmx"
ln -s /proc/self/fd "$dev/fd"
ln -s /proc/self/fd/0 "$dev/stdin"
ln -s /proc/self/fd/1 "$dev/stdout"
ln -s /proc/self/fd/2 "$dev/stderr"
mount --move "$dev" /dev
rmdir "$dev"
exec "$@"
