# A bare Debian to try things in, for scripts that source this: they set suite, root (not there yet), work (a folder),
# cache and base (${cache}/bare-$suite.tar), have die(), run as root, and have made mounts their own.

# Address of an archive that this machine's apt knows by its label, or nothing.
mirror_of() {
  apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' -v label="$1" '$1 == label {print $2; exit}'
}

# Settings of this machine's apt for the way to the archive: proxies, certificates, checks of dates.
apt_settings() {
  apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|Check|Retries|ForceIPv[46])' | grep -v ' "";$' || true
}

# NAME=VALUE of every variable that says how to reach the network.
network_variables() {
  local name
  while IFS= read -r name; do printf '%s=%s\n' "$name" "${!name}"; done < <(
    compgen -e | grep -iE '^(https?|no|all|ftp)_proxy$|_CERTS?($|_)|_CA_?(BUNDLE|CERTS|INFO|FILE)|SSL_CAINFO$|^SSL_CERT|_ROOTS_FILE_PATH$'
  )
}

make_base() {
  local mirror proxy
  mirror=$(mirror_of Debian)
  proxy=$(apt-config shell proxy Acquire::http::Proxy 2>/dev/null | sed -n "s/^proxy='\(.*\)'$/\1/p")
  echo "making a bare $suite from ${mirror:-the default mirror}"
  http_proxy=${http_proxy:-$proxy} debootstrap --variant=minbase --include=git "$suite" "$root" ${mirror:+"$mirror"} \
    >"$work/debootstrap.log" 2>&1 || {
    tail -n 20 "$work/debootstrap.log" >&2
    die 'debootstrap failed: is the mirror reachable, and does this debootstrap know the suite?'
  }
  rm -f "$root"/var/cache/apt/archives/*.deb
  tar --one-file-system --numeric-owner -C "$root" -cf "$base.new" .
  mv "$base.new" "$base"
}

# Sources, settings and certificates, as this machine has them.
copy_network() {
  local mirror security variable value
  mirror=$(mirror_of Debian)
  security=$(mirror_of Debian-Security)
  if [[ -n $mirror ]]; then
    {
      echo "deb $mirror $suite main"
      echo "deb $mirror $suite-updates main"
      [[ -z $security ]] || echo "deb $security $suite-security main"
    } >"$root/etc/apt/sources.list"
  fi
  apt_settings >"$root/etc/apt/apt.conf.d/99host"
  [[ ! -d /etc/apt/auth.conf.d ]] || cp -r /etc/apt/auth.conf.d "$root/etc/apt/"
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"

  mkdir -p "$root/usr/local/share/ca-certificates" "$root/etc/ssl/certs"
  find /usr/local/share/ca-certificates -name '*.crt' -exec cp -t "$root/usr/local/share/ca-certificates/" {} + 2>/dev/null || true
  [[ ! -f /etc/ssl/certs/ca-certificates.crt ]] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  while IFS= read -r variable; do
    value=${variable#*=}
    if [[ -f $value && ! -e $root$value ]]; then
      mkdir -p "$(dirname "$root$value")"
      cp -L "$value" "$root$value"
    fi
  done < <(network_variables)
}

mount_kernel() {
  mount --bind "$root" "$root" # a root that is no mount cannot be unshared by what runs in there
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mkdir -p "$cache/packages-$suite" "$root/var/cache/apt/archives"
  mount --bind "$cache/packages-$suite" "$root/var/cache/apt/archives" # fetched packages, for the next time
}

inside() {
  local environment=()
  mapfile -t environment < <(network_variables)
  env -i HOME=/root USER=root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM="${TERM:-dumb}" ${CI:+"CI=$CI"} "${environment[@]}" \
    chroot "$root" "$@"
}

# Makes $root, with this machine's way to the archive, in which no service is started.
unpack_bare() {
  mkdir "$root"
  if [[ -f $base ]]; then
    echo "unpacking the bare $suite made before"
    tar --numeric-owner -C "$root" -xf "$base"
  else
    make_base
  fi
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # installing a service must not start it here
  chmod 755 "$root/usr/sbin/policy-rc.d"
  copy_network
  mount_kernel
}
