#!/bin/sh
# enter.sh TREE TOOLCHAIN REGISTRY USER WORD...: runs a command as a user of a bare machine, in that user's clone of the project.
# It is started in namespaces of its own, as their first process: it collects what others leave to it.
set -e
tree=$1 toolchain=$2 registry=$3 user=$4
shift 4
mount --bind "$tree" "$tree"
sh "${0%/*}/../devices.sh" "$tree/dev"
mount -t proc -o nosuid,nodev,noexec proc "$tree/proc"
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$tree/sys"
# The toolchain as rustup installs it: for this machine's programs alone.
mkdir -p "$tree/opt/rust" "$tree/home/user/.cargo/registry"
mount --bind -o ro "$toolchain" "$tree/opt/rust"
for other in "$tree"/opt/rust/lib/rustlib/*-*-*; do
    case $other in
    *-unknown-linux-gnu) [ ! -e "$other/bin" ] || continue ;;
    esac
    [ ! -d "$other" ] || mount -t tmpfs -o ro none "$other"
done
# What was downloaded once is not downloaded again, and what one user has built the other has, too.
mount --bind -o ro "$registry" "$tree/home/user/.cargo/registry"
chown 1000:1000 "$tree/home/user/.cargo"
path=/opt/rust/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# Its root is a mount, as that of other machines is.
cd "$tree"
pivot_root . .
umount -l .
case $user in
root) home=~root ;;
*) home=~user ;;
esac
set -- env -i HOME="$home" CARGO_HOME="$(echo ~user)/.cargo" USER="$user" PATH="$path" CARGO_TERM_COLOR=never "$@"
[ "$user" = root ] || set -- setpriv --reuid "$user" --regid "$user" --init-groups "$@"
cd ~user/ostler
"$@" &
wait $!
