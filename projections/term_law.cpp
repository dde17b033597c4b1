#include "projections/term_law.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/rules/rule_sets.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::string_view election_prefix = "election-";

Error damaged() {
  return Error{Errc::corrupt, "a row of the law in the tallies is damaged"};
}

}  // namespace

// Elections and offices as they were known before a position.
class TermLaw::Facts final : public WindowFacts {
 public:
  Facts(const TermLaw& law, Sequence before) : law_(law), before_(before) {}

  std::vector<const StreamState*> elections() override {
    std::vector<const StreamState*> out;
    const auto& all = law_.streams_;
    for (auto at = all.lower_bound(election_prefix); at != all.end() && at->first.starts_with(election_prefix); ++at) {
      if (const StreamState* known = cut(at->second)) out.push_back(known);
    }
    return out;
  }

  const StreamState* office(std::string_view stream) override {
    const auto at = law_.streams_.find(stream);
    return at == law_.streams_.end() ? nullptr : cut(at->second);
  }

 private:
  const StreamState* cut(const StreamState& whole) {
    if (whole.kept.front().position >= before_) return nullptr;
    if (whole.kept.back().position < before_) return &whole;
    StreamState& out = cut_[whole.name];
    if (out.name.empty()) {
      out = whole;
      out.kept.erase_if([this](const Kept& kept) { return kept.position >= before_; });
    }
    return &out;
  }

  const TermLaw& law_;
  const Sequence before_;
  std::map<std::string, StreamState> cut_;
};

Outcome TermLaw::take(tally_row::LawKind kind, Sequence position, BytesView row) {
  using tally_row::LawKind;
  WireReader in(row);
  in.i32();  // its legal date
  if (kind == LawKind::rule_set) {
    auto rules = decode_rule_set(in.rest());
    if (!in.ok() || !rules) return damaged();
    published_.push_back({position, std::move(*rules)});
    return {};
  }
  if (kind == LawKind::superseded) {
    const Date until{in.i32()};
    if (!in.ok()) return damaged();
    superseded_.push_back({position, std::string(text(in.rest())), until});
    return {};
  }
  const std::string name(in.text16());
  if (!in.ok() || name.empty()) return damaged();
  auto one = decode_stream_state(name, in.rest());
  if (!one || one->kept.size() != 1 || one->kept.front().position != position) return damaged();
  StreamState& stream = streams_[name];
  stream.name = name;
  stream.kept.push_back(one->kept.front());
  return {};
}

Result<TermLaw> TermLaw::read(const ViewReader& view, const TallyWords& words, TreeSize as_of) {
  using tally_row::LawKind;
  TermLaw law(words);
  for (const LawKind kind : {LawKind::rule_set, LawKind::superseded, LawKind::protection}) {
    const std::string prefix = std::string(tally_row::law_prefix) + static_cast<char>(kind);
    auto scanned = view.scan(prefix, [&](std::string_view key, BytesView row) -> Outcome {
      WireReader where(jejak::view(key.substr(prefix.size())));
      const Sequence position{where.u64()};
      if (!where.finished()) return damaged();
      return position.value < as_of.value ? law.take(kind, position, row) : Outcome();
    });
    if (!scanned) return std::move(scanned).error();
  }
  return law;
}

const RuleSet* TermLaw::in_force(Date on, Sequence before) const {
  const RuleSet* found = nullptr;
  for (const Published& each : published_) {
    const RuleSet& rules = each.rules;
    if (each.position >= before || on < rules.in_force_from) continue;
    const bool again = std::any_of(published_.begin(), published_.end(), [&](const Published& later) {
      return each.position < later.position && later.position < before && later.rules.id == rules.id;
    });
    const Date own = rules.in_force_until.value_or(date_max);
    Date until = own;
    for (const Superseded& later : superseded_) {
      if (later.position < before && later.rule_set == rules.id && later.until != never)
        until = std::min(own, later.until);
    }
    if (again || until < on) continue;
    if (found == nullptr || found->in_force_from < rules.in_force_from) found = &rules;
  }
  return found;
}

const Sanction* TermLaw::sanction(Word code, Date act, Sequence before) const {
  const RuleSet* rules = in_force(act, before);
  return rules == nullptr ? nullptr : jejak::sanction(*rules, words_.text(code), act);
}

bool TermLaw::is_protected(Word office, Date decided, Sequence before) const {
  const RuleSet* rules = in_force(decided, before);
  if (rules == nullptr) return false;
  Facts facts(*this, before);
  return window_on(protected_windows(facts, *rules, words_.text(office), decided), decided) != nullptr;
}

}  // namespace jejak
