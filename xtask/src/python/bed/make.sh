#!/bin/sh
# Makes the test bed: make.sh DIRECTORY MIRROR PACKAGES, in a mount namespace of its own.
set -e
sh xtask/src/devices.sh /dev
debootstrap --variant=minbase --include="$3" sid "$1" "$2"
rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*
