// Start-up over a database in which one row was changed by somebody who knows RocksDB.

#include "ledger/recovery.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/support/catch.hpp"

#include <rocksdb/db.h>

namespace jejak::test {
namespace {

struct Closed {
  TestLedger memory;
  std::unique_ptr<Replayed> disk;

  Closed() {
    settle(memory);
    disk = std::make_unique<Replayed>(memory);
    REQUIRE(disk->ledger->checkpoint());
    disk->close();
  }
  std::uint64_t last() const { return memory.entries().size() - 1; }

  void change(Table table, const std::string& key, const std::function<Bytes(Bytes)>& edit) {
    auto store = open_rocksdb(disk->folder, OpenMode::read_write);
    REQUIRE(store);
    auto found = (*store)->read(table, key);
    REQUIRE(found);
    std::vector<Write> writes;
    writes.push_back({table, key, edit(found->value_or(Bytes{}))});
    REQUIRE((*store)->commit(std::move(writes)));
  }
  // Neither start-up nor verification accepts it; gives what both said.
  std::string refused() {
    auto opened = disk->open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::corrupt);
    const auto report = disk->verify();
    CHECK((!report || report->divergence));
    return opened.error().message;
  }
};

Bytes flip_last(Bytes bytes) {
  bytes.back() ^= 1;
  return bytes;
}

}  // namespace

TEST_CASE("recovery: a changed entry of the tail is named by its position", "[ledger][recovery]") {
  Closed closed;
  const Sequence victim{closed.last() - 2};
  closed.change(Table::entries, key_of(victim), flip_last);
  CHECK(closed.refused().find("entry " + std::to_string(victim.value)) != std::string::npos);
}

TEST_CASE("recovery: an entry that was added beyond the head, or taken away, is noticed", "[ledger][recovery]") {
  Closed closed;
  SECTION("added") {
    const Bytes bytes = closed.memory.entries().back();
    closed.change(Table::entries, key_of(Sequence{closed.last() + 1}), [&bytes](const Bytes&) { return bytes; });
    CHECK(closed.refused().find("beyond") != std::string::npos);
  }
  SECTION("taken away: the head goes back") {
    TestLedger& memory = closed.memory;
    Frontier shorter;
    for (std::size_t i = 0; i + 1 < memory.entries().size(); ++i) shorter.append(leaf_hash(memory.entries()[i]));
    closed.change(Table::meta, std::string(head_key), [&](const Bytes& head) {
      return encode(StoredHead{shorter.size(), shorter.root(), decode_stored_head(head)->last_recorded_at});
    });
    closed.refused();
  }
}

TEST_CASE("recovery: a head, an index row or a row of the rule state that lies is noticed", "[ledger][recovery]") {
  Closed closed;
  SECTION("the stored root") {
    closed.change(Table::meta, std::string(head_key), [](Bytes head) {
      head[10] ^= 1;
      return head;
    });
    closed.refused();
  }
  SECTION("the index of ids") {
    const auto envelope = decode_envelope(envelope_of(closed.memory.entries().back()));
    const Id id = decode(envelope->event)->id;
    closed.change(Table::ids, std::string(text(id)), flip_last);
    closed.refused();
  }
  SECTION("the rule state of the newest stream") {
    const auto envelope = decode_envelope(envelope_of(closed.memory.entries().back()));
    const std::string stream = decode(envelope->event)->stream;
    closed.change(Table::rows, stream, [&stream](const Bytes& row) {
      StreamState state = decode_stream_state(stream, row).value();
      state.recent.back() = hash_named("another event");
      return encode(state);
    });
    closed.refused();
  }
  SECTION("a stored checkpoint") {
    closed.change(Table::checkpoints, key_of(TreeSize{closed.last() + 1}), flip_last);
    closed.refused();
  }
}

TEST_CASE("recovery: verification compares every row beside the log", "[ledger][recovery]") {
  Closed closed;
  const auto divergence = [&closed] {
    const auto report = closed.disk->verify();
    REQUIRE(report);
    REQUIRE(report->divergence);
    return *report->divergence;
  };
  SECTION("the rule state of an old stream") {
    closed.change(Table::rows, "agency-prov:64", [](const Bytes& row) {
      StreamState state = decode_stream_state("agency-prov:64", row).value();
      ++state.refusals;
      return encode(state);
    });
    CHECK(divergence().stream == "agency-prov:64");
  }
  SECTION("the index row of an old event") {
    const auto envelope = decode_envelope(envelope_of(closed.memory.entries()[3]));
    closed.change(Table::ids, std::string(text(decode(envelope->event)->id)), flip_last);
    CHECK(divergence().position.value == 3);
  }
  SECTION("an event id that no entry has") {
    closed.change(Table::ids, std::string(text(id_named("nobody"))), [](const Bytes&) { return Bytes(16, 0); });
    CHECK(divergence().kind == Divergence::Kind::stored);
  }
  SECTION("an old entry: the position is named") {
    closed.change(Table::entries, key_of(Sequence{5}), flip_last);
    CHECK(divergence().position.value == 5);
  }
}

}  // namespace jejak::test
