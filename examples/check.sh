#!/bin/sh
# Checks the shell scripts of a project with a linter that runs in a container.
LINTER=koalaman/shellcheck:stable
docker run --rm -v "$PWD:/mnt" "$LINTER" ./*.sh
