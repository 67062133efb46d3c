#!/usr/bin/env bash
# Installs test/peers into .peers/ (245 MB, about a minute the first time), unless it is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! cmp -s test/peers/package-lock.json .peers/installed; then
  rm -rf .peers
  mkdir .peers
  cp test/peers/package.json test/peers/package-lock.json test/peers/.npmrc .peers/
  # Its packages need the project's Node, and none of their install scripts.
  (cd .peers && PATH=$OLDPWD/node_modules/.bin:$PATH npm install --no-save --ignore-scripts)
  cp test/peers/package-lock.json .peers/installed
fi
cp test/peers/*.mjs .peers/
