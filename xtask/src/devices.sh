#!/bin/sh
# devices.sh FOLDER [PROGRAM ARGUMENT…]: mounts devices of its own on a folder, in a mount namespace of its own, and then runs a
# program. What a package or a test does to them does not reach those of the system.
set -e
dev=$1
shift
mount -t tmpfs -o nosuid,mode=755 none "$dev"
(
    cd "$dev"
    for node in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
        numbers=${node#*:}
        mknod -m 666 "${node%%:*}" c "${numbers%:*}" "${numbers#*:}"
    done
    mkdir pts shm
    mount -t devpts -o newinstance,nosuid,noexec,gid=5,mode=620,ptmxmode=666 devpts pts
    mount -t tmpfs -o nosuid,nodev,mode=1777 none shm
    ln -s pts/ptmx ptmx
    ln -s /proc/self/fd fd
    ln -s fd/0 stdin
    ln -s fd/1 stdout
    ln -s fd/2 stderr
)
exec "$@"
