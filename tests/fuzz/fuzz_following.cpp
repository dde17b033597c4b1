// What those who follow say: filters, from a query and from the JSON that sets a subscription up, and the words of a
// consumer on its socket. What is read prints as what reads the same; a filter lets pass what its words let pass one by
// one; and what is not read is answered with a clear no, in JSON.

#include "api/consumer_words.hpp"
#include "api/target.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json_cursor.hpp"
#include "tests/record/sample_events.hpp"

#include <algorithm>
#include <limits>

using namespace jejak;

namespace {

void is_clear(const Error& no) {
  JEJAK_ASSERT(no.code == Errc::usage || no.code == Errc::malformed || no.code == Errc::too_large);
  JEJAK_ASSERT(!no.message.empty());
}

// A ledger in which every case belongs to one city and one election.
class OneCity final : public Ties {
 public:
  Result<StreamTies> of(const std::string& stream, Sequence) override {
    if (!stream.starts_with("case-")) return StreamTies{};
    return StreamTies{{"kota:64.71", "prov:64"}, stream, "election-PILKADA-2020"};
  }
  Result<bool> is_within(const std::string& agency, const std::string& above) override {
    return agency == above || (agency == "kota:64.71" && above == "prov:64");
  }
};

const std::vector<ProjectedEntry>& entries() {
  static const std::vector<ProjectedEntry> all = [] {
    std::vector<ProjectedEntry> out(1);
    out.front().kind = EntryKind::genesis;
    for (const test::NamedEvent& sample : test::sample_events()) {
      ProjectedEntry entry;
      entry.position = Sequence{out.size()};
      entry.verdict = static_cast<std::uint16_t>(out.size() % 2);
      entry.event = sample.event;
      out.push_back(std::move(entry));
    }
    return out;
  }();
  return all;
}

bool lets_pass(const EventFilter& filter, const ProjectedEntry& entry) {
  OneCity ties;
  const auto passes = filter.matches(entry, ties);
  JEJAK_ASSERT(passes.has_value());
  return *passes;
}

// One filter for each word of "KEY=WORD,WORD&KEY=WORD", key by key.
std::vector<std::vector<EventFilter>> words_of(std::string_view text) {
  std::vector<std::vector<EventFilter>> out;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const std::string key(pair.substr(0, pair.find('=') + 1));
    std::string_view words = pair.substr(key.size());
    std::vector<EventFilter>& filters = out.emplace_back();
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find(','));
      words.remove_prefix(std::min(words.size(), word.size() + 1));
      auto filter = EventFilter::parse(key + std::string(word));
      JEJAK_ASSERT(filter.has_value());
      filters.push_back(std::move(*filter));
    }
  }
  return out;
}

void use_filter(const EventFilter& filter) {
  const std::string text = filter.text();
  const auto again = EventFilter::parse(text);
  JEJAK_ASSERT(again.has_value() && *again == filter && again->text() == text);
  JEJAK_ASSERT(filter.empty() == text.empty());
  const auto words = words_of(text);
  for (const ProjectedEntry& entry : entries()) {
    const auto passes = [&entry](const EventFilter& word) { return lets_pass(word, entry); };
    const bool all = std::all_of(words.begin(), words.end(), [&passes](const std::vector<EventFilter>& key) {
      return std::any_of(key.begin(), key.end(), passes);
    });
    JEJAK_ASSERT(lets_pass(filter, entry) == all);
  }
}

void read_filter(std::string_view text) {
  const auto filter = EventFilter::parse(text);
  if (!filter) return is_clear(filter.error());
  use_filter(*filter);
}

void read_query(std::string_view line) {
  const auto target = parse_target("/v1/events?" + std::string(line));
  if (!target) return;
  const auto filter = EventFilter::parse(target->query);
  if (!filter) return is_clear(filter.error());
  use_filter(*filter);
}

void read_terms(std::string_view json) {
  const auto parsed = parse_strict_json(json);
  const auto* object = parsed ? parsed->if_object() : nullptr;
  const auto* member = object == nullptr ? nullptr : object->if_contains("filter");
  const auto* text = member == nullptr ? nullptr : member->if_string();
  if (text != nullptr) read_filter(std::string_view(text->data(), text->size()));
}

std::string print(const ConsumerWords& words) {
  FlatJson json;
  if (words.credit) json.number("credit", *words.credit);
  json.raw(words.nack ? "nack" : "ack",
           list_json(words.positions, [](Sequence position) { return std::to_string(position.value); }));
  if (words.nack) json.text("action", name(*words.nack));
  return json.take();
}

void read_words(std::string_view json) {
  const auto words = parse_consumer_words(json);
  if (!words) {
    is_clear(words.error());
    JEJAK_ASSERT(parse_strict_json(FlatJson().text("error", words.error().message).take()).has_value());
    return;
  }
  JEJAK_ASSERT(!words->credit || (*words->credit >= 1 && *words->credit <= said_credit_max));
  JEJAK_ASSERT(words->positions.size() <= said_positions_max);
  for (const Sequence position : words->positions) JEJAK_ASSERT(position.value <= tree_size_max);
  const auto again = parse_consumer_words(print(*words));
  JEJAK_ASSERT(again.has_value() && *again == *words);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  for (int lines = 0; !input.empty() && lines < 16; ++lines) {
    const std::string_view line = input.substr(0, input.find('\n'));
    read_filter(line);
    read_query(line);
    read_terms(line);
    read_words(line);
    input.remove_prefix(std::min(input.size(), line.size() + 1));
  }
  return 0;
}
