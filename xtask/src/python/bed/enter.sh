#!/bin/sh
# Runs a program in the test bed: enter.sh BED WORKSPACE TARGET PROGRAM [ARGUMENT…], in a mount namespace of its own, which ends
# with the program: nothing stays mounted.
set -e
bed=$1 workspace=$2 target=$3
shift 3
here=$(pwd)
mount --bind "$bed" "$bed"
sh "$workspace/xtask/src/devices.sh" "$bed/dev"
mount --rbind /proc "$bed/proc"
mount --rbind /sys "$bed/sys"
# Temporary files, the workspace and what is built are at the same paths inside.
for folder in /tmp "$workspace" "$target"; do
    mkdir -p "$bed$folder"
    mount --bind "$folder" "$bed$folder"
done
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
cd "$bed"
# What builds for an interpreter asks it from folders that are not inside.
start='cd "$0" 2> /dev/null || cd /; exec "$@"'
# In a changed root alone no user namespace can be made, which tests do. A machine that is itself in one allows nothing else.
if pivot_root . . 2> /dev/null; then
    umount -l .
    exec sh -c "$start" "$here" "$@"
fi
exec chroot . sh -c "$start" "$here" "$@"
