#!/bin/sh
# Runs a command with a /dev of its own: apart.sh WORD..., in a mount namespace of its own.
set -e
sh "${0%/*}/devices.sh" /dev
exec "$@"
