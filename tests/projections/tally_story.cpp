#include "tests/projections/tally_story.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"
#include "projections/catalogue_facts.hpp"
#include "projections/runner.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

namespace jejak::test {

Story::Story() : legal_(*parse_date("2020-03-02")) {
  Entry genesis;
  genesis.kind = EntryKind::genesis;
  genesis.recorded_at = start_of(legal_, Zone::wita);
  genesis.body = Bytes(10, 1);
  entries_.push_back(encode(genesis));
}

Story& Story::on(const char* date) {
  legal_ = *parse_date(date);
  return *this;
}

Story& Story::by_keys(std::vector<std::uint8_t> ascending) {
  keys_ = std::move(ascending);
  return *this;
}

Story& Story::step(Step step) {
  Event event;
  ByteArray<10> tail{};
  tail[0] = static_cast<std::uint8_t>(entries_.size());
  tail[1] = static_cast<std::uint8_t>(entries_.size() >> 8);
  event.id = make_uuid_v7(Instant{1'600'000'000'000'000}, tail);
  event.origin = "simulated.jejak.example/story";
  event.type = catalogue().find(step.type)->number;
  event.stream = step.stream;
  event.legal_date = legal_;
  event.zone = Zone::wita;
  event.office = step.office;
  event.on_behalf_of = step.on_behalf_of;
  event.holder = HolderKind::definitif;
  for (auto& [name, value] : step.fields) {
    event.fields.push_back({catalogue_field(step.type, name).field, std::move(value)});
  }
  std::sort(event.fields.begin(), event.fields.end(),
            [](const Field& a, const Field& b) { return a.number < b.number; });
  last_ = event.id;
  auto bytes = encode(event);
  REQUIRE(bytes.has_value());
  std::vector<EventSignature> signatures(std::max<std::size_t>(keys_.size(), 1));
  signatures[0].key[0] = static_cast<std::uint8_t>(step.office.size());
  for (std::size_t i = 0; i < keys_.size(); ++i) signatures[i].key[0] = keys_[i];
  auto envelope = encode(Envelope{std::move(*bytes), std::move(signatures)});
  REQUIRE(envelope.has_value());
  Entry entry;
  entry.recorded_at = Instant{start_of(legal_, Zone::wita).us + static_cast<std::int64_t>(entries_.size())};
  entry.verdict = step.verdict;
  entry.stream_revision = 1;
  entry.body = std::move(*envelope);
  entries_.push_back(encode(entry));
  return *this;
}

MemoryViewStore Story::view() const {
  static const TallyView projection;
  const MemoryLog log(entries_);
  MemoryViewStore store(name_of(projection));
  Runner runner(log);
  runner.add(projection, store);
  REQUIRE(runner.catch_up().has_value());
  return store;
}

Result<TallyAnswer> Story::ask(TallyQuestion question) const {
  if (question.at.as_of.value == 0) question.at.as_of = size();
  return tally(view(), question);
}

TallyAnswer Story::count(TallyQuestion question) const {
  auto out = ask(std::move(question));
  if (!out) FAIL(out.error().message);
  return *out;
}

std::uint64_t of(const TallyAnswer& answer, std::string_view group, Counter counter) {
  for (const TallyGroup& each : answer.groups) {
    if (each.name == group) return each[counter];
  }
  return 0;
}

}  // namespace jejak::test
