// freeze-verdicts FOLDER OUT: chooses, from histories that the tests left behind and the tiny demo's, as few as show
// every (event type, verdict, state it leads to) that any of them shows, and writes the verdict corpus. Run by
// tests/verdicts/freeze, on purpose only: what is frozen says how engine version 1 judges.

#include "ledger/proof/checkpoint.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/rules/replay.hpp"
#include "tests/support/test_ledger.hpp"
#include "tests/verdicts/corpus.hpp"
#include "tools/demo/tiny.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

namespace jejak::test {
namespace {

constexpr std::size_t size_max = 1'900'000;

// A history, and what each of its entries shows.
struct Candidate {
  std::vector<Bytes> entries;
  std::vector<std::string> shows;
};

// Entries that say what the rest adds up to change with every column of the table; they are tested elsewhere.
void drop_heads(std::vector<Bytes>& entries) {
  std::erase_if(entries, [](const Bytes& bytes) {
    const auto entry = decode_entry(bytes);
    return entry && entry->kind == EntryKind::heads;
  });
}

std::string shown_by(const Step& step, State& after) {
  if (!step.vouched) return "genesis";
  const Event& event = step.vouched->event();
  std::string shown = catalogue().find(event.type)->name;
  shown += std::string(" ") + name(step.refusal.code);
  if (step.refusal.code != RefusalCode::none) return shown;
  const auto stream = after.find(event.stream);
  if (stream && *stream != nullptr) shown += std::string(" ") + name((*stream)->state);
  return shown;
}

// Quietly: a history without some of its streams is often none.
std::optional<Candidate> judged(std::vector<Bytes> entries, bool quietly = false) {
  drop_heads(entries);
  if (entries.empty()) return std::nullopt;
  const auto first = decode_entry(entries.front());
  const auto genesis = first ? open_genesis(text(first->body)) : Result<Genesis>(Error{Errc::malformed, "genesis"});
  if (!genesis) return std::nullopt;
  static std::map<Bytes, Prepared> known;  // a signature is checked once
  Candidate candidate;
  Replay replay(leaf_hash(entries.front()));
  for (const Bytes& entry : entries) {
    const Sequence position{candidate.shows.size()};
    const auto [prepared, added] = known.try_emplace(entry);
    if (added) prepared->second = prepare(position, entry, genesis->origin);
    Prepared copied = prepared->second;
    copied.position = position;
    auto step = replay.step(std::move(copied));
    if (const auto* divergence = std::get_if<Divergence>(&step)) {
      if (quietly) return std::nullopt;
      std::cerr << "left out, it is not what replay says: " << divergence->message << "\n";
      break;
    }
    candidate.shows.push_back(shown_by(std::get<Step>(step), replay.state()));
  }
  entries.resize(candidate.shows.size());
  candidate.entries = std::move(entries);
  return candidate;
}

// The streams of a history that rest on each other by name: removed or kept together. Those of the registry stay.
class Groups {
 public:
  explicit Groups(const std::vector<Bytes>& entries) {
    for (const Bytes& bytes : entries) {
      const auto entry = decode_entry(bytes);
      const auto envelope = entry && entry->kind == EntryKind::event ? decode_envelope(entry->body)
                                                                     : Result<Envelope>(Error{Errc::malformed, "none"});
      const auto event = envelope ? decode(envelope->event) : Result<Event>(Error{Errc::malformed, "none"});
      streams_.push_back(event && is_told(event->stream) ? event->stream : std::string());
      if (streams_.back().empty()) continue;
      for (const Field& field : event->fields) {
        const auto* reference = std::get_if<Reference>(&field.value);
        if (reference != nullptr && is_told(reference->stream)) parents_[root(reference->stream)] = root(event->stream);
      }
    }
  }

  std::set<std::string> all() {
    std::set<std::string> roots;
    for (const std::string& stream : streams_) {
      if (!stream.empty()) roots.insert(root(stream));
    }
    return roots;
  }

  std::vector<Bytes> without(const std::string& group, const std::vector<Bytes>& entries) {
    std::vector<Bytes> left;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (streams_[i].empty() || root(streams_[i]) != group) left.push_back(entries[i]);
    }
    return left;
  }

 private:
  static bool is_told(const std::string& stream) {
    const auto kind = stream_kind(stream);
    return kind == StreamKind::report || kind == StreamKind::kase || kind == StreamKind::approval ||
           kind == StreamKind::candidacy || kind == StreamKind::assignment || kind == StreamKind::prevention;
  }
  std::string root(std::string stream) {
    for (auto at = parents_.find(stream); at != parents_.end() && at->second != stream; at = parents_.find(stream)) {
      stream = at->second;
    }
    return stream;
  }
  std::vector<std::string> streams_;
  std::map<std::string, std::string> parents_;
};

// What shows the same with as few cases as possible.
Candidate thinned(Candidate candidate, const std::set<std::string>& wanted) {
  const std::set<std::string> groups = Groups(candidate.entries).all();
  for (const std::string& group : groups) {
    auto without = judged(Groups(candidate.entries).without(group, candidate.entries), true);
    if (!without) continue;
    const std::set<std::string> shown(without->shows.begin(), without->shows.end());
    if (std::includes(shown.begin(), shown.end(), wanted.begin(), wanted.end())) candidate = *std::move(without);
  }
  return candidate;
}

std::vector<Bytes> tiny_entries() {
  const auto plan = plan_tiny();
  if (!plan) throw std::runtime_error(plan.error().message);
  Entry genesis;
  genesis.kind = EntryKind::genesis;
  genesis.recorded_at = plan->founded_at;
  genesis.body = copy(view(plan->genesis_note));
  std::vector<Bytes> entries{encode(genesis)};
  MemoryRows rows;
  State state(plan->genesis, rows);
  if (!state.load()) throw std::runtime_error("the tiny demo's state");
  for (const PlannedEvent& planned : plan->events) {
    const auto vouched = vouch(planned.envelope, plan->genesis.origin);
    if (!vouched || !planned.recorded) continue;
    const auto judgement = judge(state, *vouched, Moment{Sequence{entries.size()}, planned.at});
    if (!judgement || !judgement->recorded) continue;
    Entry entry;
    entry.recorded_at = planned.at;
    entry.verdict = static_cast<std::uint16_t>(judgement->refusal.code);
    entry.stream_revision = judgement->stream_revision;
    entry.stream_previous = judgement->stream_previous;
    entry.body = planned.envelope;
    for (const StreamState& changed : judgement->changes) rows.put(changed.name, encode(changed));
    state.apply(judgement->changes);
    entries.push_back(encode(entry));
  }
  return entries;
}

NoteSigner log_of(const std::string& origin) {
  if (origin != tiny_origin) return NoteSigner{origin, KeyType::ed25519, key_named("log of " + origin)};
  Keyring keys(tiny_seed);
  return keys.note_signer(log_key_name, origin);
}

std::string signed_checkpoint(const std::vector<Bytes>& entries) {
  Frontier tree;
  for (const Bytes& entry : entries) tree.append(leaf_hash(entry));
  const auto genesis = open_genesis(text(decode_entry(entries.front())->body));
  const NoteSigner log = log_of(genesis->origin);
  return print(sign_checkpoint(genesis->origin, tree.size(), tree.root(), std::span(&log, 1)));
}

class Choice {
 public:
  // Takes the candidate, thinned, up to the last entry that shows something new. Returns how much was new.
  std::size_t take(const Candidate& whole) {
    const std::vector<std::string> news = fresh_in(whole).first;
    if (news.empty()) return 0;
    const Candidate candidate = thinned(whole, std::set<std::string>(news.begin(), news.end()));
    const auto [fresh, last] = fresh_in(candidate);
    History history;
    history.name = fresh.front();
    std::vector<Bytes> entries(candidate.entries.begin(),
                               candidate.entries.begin() + static_cast<std::ptrdiff_t>(last + 1));
    for (const Bytes& entry : entries) history.order.push_back(index_of(entry));
    history.checkpoint = signed_checkpoint(entries);
    for (std::size_t i = 0; i <= last; ++i) shown_.insert(candidate.shows[i]);
    corpus_.histories.push_back(std::move(history));
    return fresh.size();
  }

  // What is new in it for each byte that it adds.
  double worth(const Candidate& candidate) const {
    const auto [fresh, last] = fresh_in(candidate);
    std::size_t bytes = 500;
    for (std::size_t i = 0; i <= last && !fresh.empty(); ++i) {
      if (!indexes_.contains(candidate.entries[i])) bytes += candidate.entries[i].size();
      bytes += 4;
    }
    return static_cast<double>(fresh.size()) / static_cast<double>(bytes);
  }

  std::size_t size() const { return encode(corpus_).size(); }
  const Corpus& corpus() const { return corpus_; }
  const std::set<std::string>& shown() const { return shown_; }

 private:
  std::pair<std::vector<std::string>, std::size_t> fresh_in(const Candidate& candidate) const {
    std::vector<std::string> fresh;
    std::size_t last = 0;
    for (std::size_t i = 0; i < candidate.shows.size(); ++i) {
      const std::string& each = candidate.shows[i];
      if (shown_.contains(each) || std::find(fresh.begin(), fresh.end(), each) != fresh.end()) continue;
      fresh.push_back(each);
      last = i;
    }
    return {fresh, last};
  }

  std::uint32_t index_of(const Bytes& entry) {
    const auto [at, added] = indexes_.try_emplace(entry, static_cast<std::uint32_t>(corpus_.entries.size()));
    if (added) corpus_.entries.push_back(entry);
    return at->second;
  }

  Corpus corpus_;
  std::map<Bytes, std::uint32_t> indexes_;
  std::set<std::string> shown_;
};

std::vector<Candidate> left_behind(const std::string& folder) {
  std::set<Bytes> different;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path(), std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    different.insert(copy(view(all.str())));
  }
  std::vector<Candidate> candidates;
  for (const Bytes& bytes : different) {
    auto entries = decode_entries(bytes);
    if (!entries) continue;
    if (auto candidate = judged(*std::move(entries))) candidates.push_back(*std::move(candidate));
  }
  return candidates;
}

void tell_what_is_missing(const std::set<std::string>& shown) {
  std::set<std::string> types;
  std::set<std::string> codes;
  for (const std::string& each : shown) {
    std::istringstream words(each);
    std::string type, verdict;
    words >> type >> verdict;
    if (verdict == "ADMITTED") types.insert(type);
    codes.insert(verdict);
  }
  for (const CatalogueRow* row : catalogue().rows()) {
    if (!types.contains(row->shape.name)) std::cout << "never admitted: " << row->shape.name << "\n";
  }
  for (std::uint16_t number = 20; number < 100; ++number) {
    if (!is_known(number)) continue;
    const char* code = name(static_cast<RefusalCode>(number));
    if (!codes.contains(code)) std::cout << "never said: " << code << "\n";
  }
}

int freeze(const std::string& folder, const std::string& path) {
  Choice choice;
  if (const auto tiny = judged(tiny_entries())) choice.take(*tiny);
  std::vector<Candidate> candidates = left_behind(folder);
  while (true) {
    const auto best = std::max_element(candidates.begin(), candidates.end(), [&](const auto& left, const auto& right) {
      return choice.worth(left) < choice.worth(right);
    });
    if (best == candidates.end() || choice.take(*best) == 0) break;
    if (choice.size() > size_max) {
      std::cerr << "more than " << size_max << " bytes\n";
      return 1;
    }
  }
  const Bytes bytes = encode(choice.corpus());
  std::ofstream out(path, std::ios::binary);
  out << text(bytes);
  tell_what_is_missing(choice.shown());
  std::cout << choice.corpus().histories.size() << " histories, " << choice.corpus().entries.size() << " entries, "
            << choice.shown().size() << " different verdicts, " << bytes.size() << " bytes\n";
  return out.good() ? 0 : 1;
}

}  // namespace
}  // namespace jejak::test

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: freeze-verdicts FOLDER OUT\n";
    return 2;
  }
  return jejak::test::freeze(argv[1], argv[2]);
}
