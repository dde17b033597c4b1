#include "tests/ledger/replayed.hpp"

#include "ledger/store_rocksdb.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

namespace jejak::test {

Bytes envelope_of(const Bytes& entry) {
  return decode_entry(entry)->body;
}

Id event_id_named(std::string_view name) {
  ByteArray<10> chance{};
  const Hash hash = hash_named(name);
  std::copy_n(hash.bytes.begin(), chance.size(), chance.begin());
  return make_uuid_v7({1'594'000'000'000'000}, chance);
}

Replayed::Replayed(const TestLedger& from, const LedgerOptions& settings)
    : source(from), options(settings), clock(decode_entry(from.entries().front())->recorded_at) {
  policy.logs.push_back({source.genesis().log, ""});
  const auto created = Ledger::create(folder, source.genesis_note(), log_key(), clock);
  INFO((created ? "" : created.error().message));
  REQUIRE(created);
  auto opened = open();
  INFO((opened ? "" : opened.error().message));
  REQUIRE(opened);
  ledger = std::move(*opened);
  catch_up();
}

NoteSigner Replayed::log_key() const {
  const NoteSigner& signer = source.log_signer();
  return NoteSigner{signer.name, signer.type, SigningKey::from_seed(signer.key.seed())};
}

Result<std::unique_ptr<Ledger>> Replayed::open() {
  return Ledger::open(folder, log_key(), clock, options);
}

void Replayed::catch_up() {
  for (; next < source.entries().size(); ++next) {
    const auto entry = decode_entry(source.entries()[next]);
    REQUIRE(entry);
    clock.advance_to(entry->recorded_at);
    const auto placed = entry->kind == EntryKind::heads ? ledger->append_heads() : ledger->append(entry->body);
    INFO("entry " << next << (placed ? "" : ": " + placed.error().message));
    REQUIRE(placed);
  }
  clock.advance_to(source.now());
}

VerifyOptions Replayed::trusting() const {
  VerifyOptions out;
  out.genesis_hash = source.genesis_hash();
  out.policy = &policy;
  out.threads = 1;
  return out;
}

Result<VerifyReport> Replayed::verify() const {
  auto store = open_rocksdb(folder, OpenMode::read_only);
  if (!store) return std::move(store).error();
  return verify_store(**store, trusting());
}

}  // namespace jejak::test
