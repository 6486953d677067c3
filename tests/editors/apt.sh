# Sourced by the scripts that install editors for the tests: what is said, what is counted, and packages of Debian.

missing=()

say() { printf '%s: %s\n' "${0##*/}" "$*"; }

# cannot WHAT WHY: is said now, and counted.
cannot() {
  say "cannot have $1: $2"
  missing+=("$1")
}

# packages NAME…: installs those that are not there.
packages() {
  local name needed=()
  for name in "$@"; do
    if dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q '^install ok installed'; then
      say "$name is there"
    else
      needed+=("$name")
    fi
  done
  [ ${#needed[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    for name in "${needed[@]}"; do cannot "$name" 'apt-get install needs root'; done
    return 0
  fi
  say 'apt-get update'
  apt-get -q update || say 'apt-get update failed; trying with the lists that are there'
  for name in "${needed[@]}"; do
    say "apt-get install $name"
    DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=600 install --no-install-recommends "$name" ||
      cannot "$name" 'apt-get install failed'
  done
}

# Ends a script: exit code 1 when there is anything that could not be had.
finish() {
  [ ${#missing[@]} -gt 0 ] || exit 0
  say "not there: $(printf '%s, ' "${missing[@]}" | sed 's/, $//')"
  exit 1
}
