@0xb6a5f1c80e3d4a27;
# The event, as it is signed. Numbers are kept for ever and only added. docs/formats/event.md describes
# the bytes; ledger/record/codec.cpp is the only reader and writer.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("jejak::schema");

struct Event {
  id @0 :Data;                 # 16 bytes, UUIDv7
  origin @1 :Text;             # the ledger it is meant for
  type @2 :UInt16;             # number of the catalogue row
  stream @3 :Text;             # "case-…", "approval-…", …
  revision @4 :UInt64;         # how many events of the stream the signer had seen
  previous @5 :Data;           # SHA-256 of the last of them; empty exactly when revision is 0
  legalDate @6 :Int32;         # days since 1970-01-01, in `zone`
  legalMinute @7 :Int16 = -1;  # 0…1439, or -1
  zone @8 :UInt8;              # 1 WIB, 2 WITA, 3 WIT
  receivedDate @9 :Int32 = -2147483648;  # or the default: none
  office @10 :Text;            # ROLE@agency
  holder @11 :UInt8;           # 1 DEFINITIF, 2 Pj, 3 Pjs, 4 Plt, 5 Plh
  onBehalfOf @12 :Text;        # ROLE@agency, or empty
  ruleSet @13 :Text;           # id, or empty
  legalBases @14 :List(Text);
  documents @15 :List(Document);
  causation @16 :Data;         # 16 bytes, or empty
  externalRefs @17 :List(ExternalRef);
  fields @18 :List(Field);     # strictly ascending by number
  lateReason @19 :Text;        # code, or empty
}

struct Document {
  number @0 :Text;             # the official number: the only words people write that a leaf may hold
  date @1 :Int32 = -2147483648;
  hash @2 :Data;               # 32 bytes; salted where the document is about a person
  certificate @3 :Data;        # serial of the certificate that signed it, 0…32 bytes
  signedAt @4 :Int64 = -9223372036854775808;  # microseconds UTC, or the default: not known
}

struct ExternalRef {
  system @0 :Text;             # "SIGAPLAPOR", "SBT", "IDIS" …
  id @1 :Text;
}

struct Field {
  number @0 :UInt16;
  value :union {
    number @1 :Int64;
    date @2 :Int32;
    code @3 :Text;
    codes @4 :List(Text);      # never empty
    id @5 :Data;               # 16 bytes
    hash @6 :Data;             # 32 bytes
    reference @7 :Text;        # name of a stream
    table @8 :Data;            # a compiled rule set; only where the catalogue allows it
  }
}
