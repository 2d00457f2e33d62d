#!/bin/sh
# The second step of the emulated machine, as its process 1: runs the tests, and turns it off.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
# Settings of the whole machine are the tests' own.
export OSTLER_TEST_OWN_MACHINE=1
mount -t proc -o nosuid,nodev,noexec proc /proc
mount -t sysfs -o nosuid,nodev,noexec sysfs /sys
mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 /sys/fs/cgroup
mkdir -p /dev/pts /dev/shm
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o nosuid,nodev tmpfs /dev/shm
mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs /run
ln -s /proc/self/fd /dev/fd
ln -s /proc/self/fd/0 /dev/stdin
ln -s /proc/self/fd/1 /dev/stdout
ln -s /proc/self/fd/2 /dev/stderr
hostname -F /etc/hostname
ip link set lo up
# By a pipe, as the output of tests is no terminal elsewhere either; by one for all, so that the lines keep their order.
mkfifo /run/said
cat /run/said > /dev/ttyS0 &
exec < /dev/null > /run/said 2>&1
echo "@@ kernel $(uname -r)"
cd /tests/crates/ostler
# Process 1 is in no session; the tests are in one, and its first process is another than theirs, as elsewhere.
setsid --wait sh /tests/programs.sh
echo "@@ end"
sleep 2
echo o > /proc/sysrq-trigger
# The first process must not end.
while :; do sleep 60; done
