#!/usr/bin/env bash
# Takes the pictures of the README from a real Neovim: it runs in tmux on a copy of the example, with the server of
# dist/, and what stands in the terminal is drawn by picture.mjs, cell by cell. Needs what `install.sh --pictures`
# installs, and `npm run build`. Writes client/media/NAME.png.
#
#   tests/editors/pictures.sh [NAME…]
set -euo pipefail
cd "$(dirname "$0")/../.."

columns=96 rows=28
media=${BARRIER_LS_MEDIA:-client/media}
server=${BARRIER_LS_SERVER:-$PWD/dist/server.js}
neovim=${BARRIER_LS_EDITORS:-$HOME/.cache/barrier-ls-ci}/nvim-forky/nvim

for tool in tmux rsvg-convert "$neovim" "$server"; do
  command -v "$tool" >/dev/null || [ -f "$tool" ] || {
    echo "${0##*/}: $tool is missing (tests/editors/install.sh --pictures; npm run build)" >&2
    exit 2
  }
done

place=$(mktemp -d)
socket=$place/socket
terminal() { tmux -L "barrier-ls-$$" -f /dev/null "$@"; }
trap '[ -z "${editor:-}" ] || kill "$editor" 2>/dev/null; terminal kill-server 2>/dev/null; rm -rf "$place"' EXIT

# The name of the folder is seen in the pictures.
tree=$place/linux
mkdir -p "$tree/kernel" "$place/bin" "$place/home" "$media"
cp tests/examples/iomem-plain/iomem.[ch] "$tree/kernel/"
printf '{}\n' >"$tree/.barrier-ls.jsonc"
printf '#!/bin/sh\nexec node "%s" "$@"\n' "$server" >"$place/bin/barrier-ls"
chmod +x "$place/bin/barrier-ls"

export HOME=$place/home XDG_STATE_HOME=$place/home XDG_CONFIG_HOME=$place/home XDG_DATA_HOME=$place/home
export PATH=$place/bin:$PATH LC_ALL=C.UTF-8 BARRIER_LS_CACHE_DIR=$place/facts BARRIER_LS_REPOSITORY=$PWD

# ask EXPRESSION: what it is, in the Neovim that is running.
ask() { "$neovim" --server "$socket" --remote-expr "$1" 2>/dev/null; }

# keys KEYS: as if typed; <C-]> and the like are keys.
keys() { "$neovim" --server "$socket" --remote-send "$1"; }

# until EXPRESSION: waits for it to hold.
until_() {
  for _ in $(seq 150); do
    [ "$(ask "$1")" = 1 ] && return 0
    sleep 0.1
  done
  echo "${0##*/}: '$1' does not come about" >&2
  return 1
}

# The unpacked Neovim cannot start itself for drawing, so that the one that edits and the one that draws are two.
start() {
  rm -f "$socket"
  (cd "$tree" && exec "$neovim" --headless --listen "$socket" -u "$OLDPWD/tests/editors/pictures.lua" -i NONE -n "$1") \
    >"$place/log" 2>&1 &
  editor=$!
  until_ "filereadable(expand('%'))"
  terminal new-session -d -x $columns -y $rows "COLORTERM=truecolor '$neovim' --server '$socket' --remote-ui"
  until_ 'luaeval("Ready()")'
}

# draw NAME: the terminal as it stands.
draw() {
  sleep 0.7
  terminal capture-pane -e -p -N >"$place/screen"
  # shellcheck disable=SC2046 # two numbers
  node tests/editors/picture.mjs "$place/screen" $columns $rows $(terminal display-message -p '#{cursor_x} #{cursor_y}') |
    rsvg-convert --zoom 1.5 --output "$media/$1.png"
  echo "$media/$1.png"
  terminal kill-server
  kill "$editor" 2>/dev/null || true
  wait "$editor" 2>/dev/null || true
}

# Lenses, and the finding under the cursor.
lens() {
  start kernel/iomem.c
  keys '/return iomem_inode<CR>w:nohlsearch<CR>:echo<CR>'
  keys '<Cmd>call winrestview(#{topline: 14})<CR>'
  keys '<Cmd>lua vim.diagnostic.open_float()<CR>'
  until_ 'luaeval("Floating()")'
  draw lens
}

# The hover on the release, which explains the pair.
hover() {
  start kernel/iomem.c
  keys '/smp_store_release(&iomem<CR>:nohlsearch<CR>:echo<CR>zbK'
  until_ 'luaeval("Floating()")'
  draw hover
}

# From the comment to the other side: both in view.
pair() {
  start kernel/iomem.c
  keys '/Pairs with smp_store<CR>/iomem_init_inode<CR>:nohlsearch<CR>:split<CR><C-]>'
  sleep 1
  keys 'zz:echo<CR>'
  draw pair
}

[ $# -gt 0 ] || set -- lens hover pair
for name in "$@"; do "$name"; done
