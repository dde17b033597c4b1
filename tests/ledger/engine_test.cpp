// A ledger that goes on under rules that this program does not know yet.

#include "ledger/rules/engine.hpp"

#include "ledger/import.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/export.hpp"
#include "ledger/recovery.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/ledger/published.hpp"
#include "tests/support/catch.hpp"

#include <sstream>

namespace jejak::test {
namespace {

constexpr std::uint32_t newer = engine_newest + 1;

struct Governed {
  TestLedger memory;
  Governed() {
    settle(memory);
    memory.at(date_of(2020, 7, 1));
  }
  Bytes activation(std::size_t roots) {
    const Event event = memory.draft("RulesEngineActivated", std::string(engine_stream), TestLedger::admin(),
                                     {{"engine", std::int64_t{newer}}, {"reason", Code{"NEW_RULES"}}});
    Envelope envelope{encode(event).value(), {}};
    for (std::size_t i = 0; i < roots; ++i) REQUIRE(sign(envelope, memory.root(i)));
    return encode(envelope).value();
  }
};

void says_from(Sequence position, const Error& error) {
  INFO(error.message);
  CHECK(error.code == Errc::unsupported);
  CHECK(error.message.find("from position " + std::to_string(position.value)) != std::string::npos);
}

}  // namespace

TEST_CASE("engine: a program activates none that it does not know; a refused attempt is recorded", "[ledger][engine]") {
  Governed governed;
  Replayed disk(governed.memory);
  const auto size = disk.ledger->reader().head()->size;
  const Bytes activation = governed.activation(2);
  for (const auto& answer : {disk.ledger->append(activation).error(), disk.ledger->judge_only(activation).error()}) {
    INFO(answer.message);
    CHECK(answer.code == Errc::unsupported);
  }
  CHECK(disk.ledger->reader().head()->size == size);
  const Event by_one = governed.memory.draft("RulesEngineActivated", std::string(engine_stream), TestLedger::admin(),
                                             {{"engine", std::int64_t{newer}}, {"reason", Code{"NEW_RULES"}}});
  std::size_t acting = 0;
  while (governed.memory.root_signer(acting).name != "kl:BKN") ++acting;
  Envelope envelope{encode(by_one).value(), {}};
  REQUIRE(sign(envelope, governed.memory.root(acting)));
  const auto refused = disk.ledger->append(encode(envelope).value());
  REQUIRE(refused);
  CHECK(refused->refusal.code == RefusalCode::e_signature_incomplete);
  disk.close();
  CHECK(disk.open());
}

TEST_CASE("engine: an older program reads, says from where it cannot judge, and appends nothing", "[ledger][engine]") {
  Governed governed;
  LedgerOptions knowing;
  knowing.engine_newest = newer;
  Replayed disk(governed.memory, knowing);
  const auto activated = disk.ledger->append(governed.activation(2));
  REQUIRE(activated);
  REQUIRE(activated->refusal.code == RefusalCode::none);
  const Sequence beyond{activated->sequence.value + 1};
  REQUIRE(disk.ledger->append_heads());
  REQUIRE(disk.ledger->checkpoint());
  disk.close();

  CHECK(disk.open());  // who knows it goes on
  const auto older = Ledger::open(disk.folder, disk.log_key(), disk.clock);
  REQUIRE_FALSE(older);
  says_from(beyond, older.error());

  const auto opened = open_for_reading(disk.folder);
  REQUIRE(opened);
  const Reader reader(*opened->store);
  CHECK(reader.entry_bytes(beyond));
  const auto judged = may_judge(reader, opened->genesis);
  REQUIRE_FALSE(judged);
  says_from(beyond, judged.error());
  CHECK(reader.head()->size.value == beyond.value + 1);

  const auto report = disk.verify();
  REQUIRE(report);
  REQUIRE(report->divergence);
  CHECK(report->divergence->kind == Divergence::Kind::engine);
  CHECK(report->divergence->position == beyond);
  CHECK(report->size.value == beyond.value);  // so much was judged, and is true
  CHECK(report->checkpoints > 0);

  std::ostringstream exported;
  ExportWriter writer(exported);
  REQUIRE(reader.entries(Sequence{0}, reader.head()->size,
                         [&writer](Sequence, BytesView bytes) { return writer.entry(bytes); }));
  REQUIRE(writer.checkpoint(print((*reader.checkpoint())->note)));
  REQUIRE(writer.finish());
  std::istringstream in(exported.str());
  const auto imported = import_export(disk.scratch.at("copy"), in, disk.trusting());
  REQUIRE_FALSE(imported);
  says_from(beyond, imported.error());
}

TEST_CASE("engine: an older program's mirror holds what it can judge, and says from where it cannot",
          "[ledger][engine]") {
  Governed governed;
  LedgerOptions knowing;
  knowing.engine_newest = newer;
  Replayed disk(governed.memory, knowing);
  const auto activated = disk.ledger->append(governed.activation(2));
  REQUIRE(activated);
  const Sequence beyond{activated->sequence.value + 1};
  REQUIRE(disk.ledger->append_heads());
  REQUIRE(disk.ledger->checkpoint());
  const std::string mirror = disk.scratch.at("mirror");
  for (int again = 0; again < 2; ++again) {
    const auto followed = follow_log(mirror, Published(disk), disk.trusting());
    REQUIRE_FALSE(followed);
    says_from(beyond, followed.error());
    const auto opened = open_for_reading(mirror);
    REQUIRE(opened);
    CHECK(opened->store->head()->size.value == beyond.value);
  }
}

TEST_CASE("engine: a ledger founded under a newer one is not opened, and judged as far as its genesis",
          "[ledger][engine]") {
  TestLedger::Options founded;
  founded.engine = newer;
  TestLedger memory(founded);
  memory.append_heads();
  LedgerOptions knowing;
  knowing.engine_newest = newer;
  Replayed disk(memory, knowing);
  REQUIRE(disk.ledger->checkpoint());
  disk.close();
  CHECK(disk.open());
  const auto opened = open_for_reading(disk.folder);
  REQUIRE(opened);
  const auto recovered = recover(*opened->store);
  REQUIRE_FALSE(recovered);
  says_from(Sequence{1}, recovered.error());
  const auto report = disk.verify();
  REQUIRE(report);
  REQUIRE(report->divergence);
  CHECK(report->divergence->kind == Divergence::Kind::engine);
  CHECK(report->size.value == 1);
}

}  // namespace jejak::test
