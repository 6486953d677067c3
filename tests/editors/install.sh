#!/usr/bin/env bash
# Installs the editors that the tests of this folder drive. For Debian 12; run as root. Says what it does, does nothing
# twice, goes on when one editor cannot be had, and ends with exit code 1 then.
#
#   neovim 0.7, clangd, emacs and eglot   with apt, on the machine
#   neovim 0.10 (trixie), 0.12 (forky)    unpacked into BARRIER_LS_EDITORS (~/.cache/barrier-ls-ci), run from there;
#                                         the machine's packages and package lists stay as they are
#
# With --pictures also what pictures.sh needs: tmux, librsvg2-bin and a font.
set -uo pipefail

editors=${BARRIER_LS_EDITORS:-${HOME:-/tmp}/.cache/barrier-ls-ci}
. "$(dirname "$0")/apt.sh"

# The mirror that this machine has its own Debian from, so that no address has to be written down here.
mirror() {
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's/^Debian|Debian|//p' | head -n 1
}

# unpacked_neovim SUITE: Neovim out of another Debian, with every library that it needs, in a folder of its own.
unpacked_neovim() {
  local suite=$1 what="neovim of $1" home="$editors/nvim-$1" from new apt
  if [ -x "$home/nvim" ] && "$home/nvim" --version >/dev/null 2>&1; then
    say "$what is there: $home/nvim, $("$home/nvim" --version | head -n 1)"
    return 0
  fi
  from=$(mirror)
  if [ -z "$from" ]; then
    cannot "$what" 'apt has no list of a Debian mirror on this machine (apt-get update)'
    return 0
  fi
  mkdir -p "$editors" && new=$(mktemp -d "$editors/nvim-$suite.XXXXXX") || {
    cannot "$what" "cannot write to $editors"
    return 0
  }
  mkdir -p "$new/apt/lists/partial" "$new/apt/cache/archives/partial" "$new/apt/none" "$new/root"
  printf 'deb %s %s main\n' "$from" "$suite" >"$new/apt/sources.list"
  # As if nothing were installed: what is downloaded is all that Neovim needs, the C library included.
  apt=(apt-get -q -o "Dir::Etc::SourceList=$new/apt/sources.list" -o "Dir::Etc::SourceParts=$new/apt/none" -o Dir::Etc::Preferences=/dev/null
    -o "Dir::Etc::PreferencesParts=$new/apt/none" -o "Dir::State::Lists=$new/apt/lists" -o "Dir::Cache=$new/apt/cache"
    -o Dir::State::Status=/dev/null -o Acquire::Languages=none -o APT::Sandbox::User= -o Debug::NoLocking=1)
  say "downloading $what"
  if ! "${apt[@]}" update ||
    ! "${apt[@]}" -y install --download-only --no-install-recommends neovim; then
    cannot "$what" 'it could not be downloaded'
    rm -rf "$new"
    return 0
  fi
  say "unpacking $what into $home"
  local package
  for package in "$new"/apt/cache/archives/*.deb; do
    dpkg-deb -x "$package" "$new/root" || {
      cannot "$what" "${package##*/} could not be unpacked"
      rm -rf "$new"
      return 0
    }
  done
  rm -rf "$new/apt" "$new"/root/usr/share/{doc,man,locale,info}
  launcher >"$new/nvim"
  chmod 755 "$new" "$new/nvim"
  if ! "$new/nvim" --version >/dev/null; then
    cannot "$what" 'it does not start'
    rm -rf "$new"
    return 0
  fi
  rm -rf "$home" && mv "$new" "$home"
  say "$what is in $home/nvim, $("$home/nvim" --version | head -n 1)"
}

# Starts the unpacked program with the C library and the files that it was built for. Neovim cannot start itself a second
# time like this, which it does to draw in a terminal: `nvim --headless --listen S` and `nvim --server S --remote-ui` can.
launcher() {
  cat <<'LAUNCHER'
#!/bin/sh
home=$(dirname "$(readlink -f "$0")")/root
for loader in "$home"/lib64/ld-linux* "$home"/usr/lib64/ld-linux* "$home"/lib/ld-linux* "$home"/usr/lib/ld-linux*; do
  [ -f "$loader" ] && break
done
libraries=$(printf '%s:' "$home"/usr/lib/*-linux-gnu* "$home"/lib/*-linux-gnu*)
for folder in "$home"/usr/lib/*-linux-gnu*; do
  LUA_CPATH="$folder/lua/5.1/?.so;${LUA_CPATH:-;}"
done
VIMRUNTIME=$home/usr/share/nvim/runtime
LUA_PATH="$home/usr/share/lua/5.1/?.lua;$home/usr/share/lua/5.1/?/init.lua;${LUA_PATH:-;}"
export VIMRUNTIME LUA_PATH LUA_CPATH
exec "$loader" --library-path "$libraries" "$home/usr/bin/nvim" "$@"
LAUNCHER
}

if ! command -v apt-get >/dev/null; then
  say 'this machine has no apt-get: install neovim, clangd and emacs with its own means'
  exit 1
fi

packages neovim clangd emacs-nox elpa-eglot
[ "${1:-}" != --pictures ] || packages tmux librsvg2-bin fonts-dejavu-core
unpacked_neovim trixie
unpacked_neovim forky

finish
