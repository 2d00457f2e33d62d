#!/bin/busybox sh
# The first step of the emulated machine: finds the disks, and goes on from them.
/bin/busybox --install -s /bin
mount -t devtmpfs none /dev
while read -r module; do
    # What is not there is part of the kernel.
    [ ! -e "/modules/$module.ko" ] || insmod "/modules/$module.ko"
done < /modules/list
mount -t ext4 /dev/vda /disk
mount -t ext4 -o ro /dev/vdb /disk/tests
mount -t ext4 -o ro /dev/vdc /disk/lib/modules
mount --move /dev /disk/dev
exec switch_root /disk /tests/second.sh
