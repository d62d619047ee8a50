#!/bin/sh
# The signature of a JWS is r and s side by side; openssl wants them in ASN.1.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
decode() { tr -d '\n' | tr -- '-_' '+/' | awk '{ while (length($0) % 4) $0 = $0 "="; print }' | base64 -d; }
cut -d. -f1,2 "$1" | tr -d '\n' > "$work/input"
hex=$(cut -d. -f3 "$1" | decode | od -An -v -tx1 | tr -d ' \n')
[ ${#hex} -eq 128 ]
printf 'asn1=SEQUENCE:rs\n[rs]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' \
  "$(echo "$hex" | cut -c1-64)" "$(echo "$hex" | cut -c65-)" > "$work/rs"
openssl asn1parse -genconf "$work/rs" -noout -out "$work/signature"
openssl dgst -sha256 -verify "$3" -signature "$work/signature" "$work/input" >&2
cut -d. -f2 "$1" | decode
