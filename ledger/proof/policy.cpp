#include "ledger/proof/policy.hpp"

#include "ledger/proof/cosignature.hpp"
#include "ledger/proof/lines.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace jejak {
namespace {

constexpr std::string_view no_quorum = "none";

std::vector<std::string_view> split_items(std::string_view line) {
  std::vector<std::string_view> items;
  for (std::size_t begin = line.find_first_not_of(" \t"); begin != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    items.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(" \t", end);
  }
  return items;
}

bool has_forbidden_byte(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
  });
}

// Reads one file: the policy so far and the names and keys that may not come again.
class PolicyReader {
 public:
  explicit PolicyReader(std::string_view text) : lines_(text) {}

  Result<Policy> read() {
    while (const auto line = lines_.next()) {
      if (has_forbidden_byte(*line)) return refuse("a control byte other than tab");
      const auto items = split_items(*line);
      if (items.empty() || items[0].front() == '#') continue;
      if (auto outcome = statement(items); !outcome) return std::move(outcome).error();
    }
    if (!lines_.rest().empty()) return Error{Errc::malformed, "policy: the last line does not end in a newline"};
    if (!quorum_seen_) return Error{Errc::malformed, "policy: no quorum line"};
    return std::move(policy_);
  }

 private:
  using Items = std::vector<std::string_view>;

  Error refuse(std::string rule) const { return lines_.malformed(std::move(rule)).during("policy"); }
  Error too_many(const char* what) const {
    return lines_.refused(Errc::too_large, std::string("more than 256 ") + what).during("policy");
  }

  Outcome statement(const Items& items) {
    if (items[0] == "log") return log(items);
    if (items[0] == "witness") return witness(items);
    if (items[0] == "group") return group(items);
    if (items[0] == "quorum") return quorum(items);
    return refuse("unknown statement " + quoted(items[0]));
  }

  Outcome log(const Items& items) {
    if (items.size() < 2 || items.size() > 3) return refuse("a log line is: log <vkey> [<url>]");
    if (policy_.logs.size() == policy_entries_max) return too_many("logs");
    auto key = take_key(items[1], KeyType::ed25519);
    if (!key) return std::move(key).error();
    policy_.logs.push_back({*std::move(key), std::string(items.size() > 2 ? items[2] : "")});
    return {};
  }

  Outcome witness(const Items& items) {
    if (items.size() < 3 || items.size() > 4) return refuse("a witness line is: witness <name> <vkey> [<url>]");
    if (policy_.witnesses.size() == policy_entries_max) return too_many("witnesses");
    if (auto outcome = define(items[1]); !outcome) return outcome;
    auto key = take_key(items[2], KeyType::cosignature);
    if (!key) return std::move(key).error();
    policy_.witnesses.push_back(
        {std::string(items[1]), *std::move(key), std::string(items.size() > 3 ? items[3] : "")});
    return {};
  }

  Outcome group(const Items& items) {
    if (items.size() < 4) return refuse("a group line is: group <name> all|any|<k> <member>...");
    if (policy_.groups.size() == policy_entries_max) return too_many("groups");
    PolicyGroup made;
    made.name = items[1];
    for (std::size_t i = 3; i < items.size(); ++i) {
      if (defined_.count(items[i]) == 0) return refuse("member " + quoted(items[i]) + " is not defined before");
      if (!members_.insert(items[i]).second) return refuse(quoted(items[i]) + " is a member for the second time");
      made.members.emplace_back(items[i]);
    }
    const std::uint64_t count = made.members.size();
    const auto k = items[2] == "all" ? count : items[2] == "any" ? 1 : parse_decimal(items[2]).value_or(0);
    if (k < 1 || k > count) return refuse("the threshold is all, any, or a number from 1 to the number of members");
    made.threshold = k;
    if (auto outcome = define(items[1]); !outcome) return outcome;
    policy_.groups.push_back(std::move(made));
    return {};
  }

  Outcome quorum(const Items& items) {
    if (items.size() != 2) return refuse("a quorum line is: quorum <name>|none");
    if (quorum_seen_) return refuse("a second quorum line");
    if (items[1] != no_quorum && defined_.count(items[1]) == 0) {
      return refuse("quorum " + quoted(items[1]) + " is not defined before");
    }
    policy_.quorum = items[1];
    quorum_seen_ = true;
    return {};
  }

  Outcome define(std::string_view name) {
    if (name == no_quorum) return refuse("the name \"none\" is taken by the format");
    if (!defined_.insert(name).second) return refuse("name " + quoted(name) + " is defined for the second time");
    return {};
  }

  Result<VerifierKey> take_key(std::string_view vkey, KeyType type) {
    auto key = parse_verifier_key(vkey);
    if (!key) return lines_.refused(key.error().code, key.error().message).during("policy");
    if (key->type != type) {
      return refuse(type == KeyType::ed25519 ? "a log key is of type 01" : "a witness key is of type 04");
    }
    if (!keys_.insert(key->key).second) return refuse("the public key occurs for the second time");
    return key;
  }

  LineReader lines_;
  Policy policy_;
  bool quorum_seen_ = false;
  std::set<std::string_view> defined_;  // views into the text
  std::set<std::string_view> members_;
  std::set<PublicKey> keys_;
};

std::string print_threshold(const PolicyGroup& group) {
  if (group.threshold == group.members.size()) return "all";
  return group.threshold == 1 ? "any" : std::to_string(group.threshold);
}

// Groups name only what was defined before them, so one pass in order is enough.
bool quorum_holds(const Policy& policy, const std::vector<WitnessHeld>& witnesses) {
  if (policy.quorum == no_quorum) return true;
  std::set<std::string_view> holding;
  for (const WitnessHeld& witness : witnesses) holding.insert(witness.name);
  for (const PolicyGroup& group : policy.groups) {
    std::uint64_t members = 0;
    for (const std::string& member : group.members) members += holding.count(member);
    if (members >= group.threshold) holding.insert(group.name);
  }
  return holding.count(policy.quorum) != 0;
}

bool names(const NoteSignature& line, const VerifierKey& key) {
  return line.key_id == key.id && line.name == key.name;
}

// The keys of the checkpoint's own log that signed it. Lines of other listed logs must hold too, but say nothing.
Result<std::vector<VerifierKey>> logs_holding(const Policy& policy, const SignedCheckpoint& signed_checkpoint) {
  const std::string& origin = signed_checkpoint.checkpoint.origin;
  std::vector<VerifierKey> keys;
  for (const PolicyLog& log : policy.logs) keys.push_back(log.key);
  auto held = verify(signed_checkpoint.note, keys);
  if (!held) return held;
  held->erase(std::remove_if(held->begin(), held->end(), [&origin](const auto& key) { return key.name != origin; }),
              held->end());
  if (held->empty()) return Error{Errc::verification, "no listed key of origin " + quoted(origin) + " signed it"};
  return held;
}

Result<std::vector<WitnessHeld>> witnesses_holding(const Policy& policy, const Note& note) {
  std::vector<WitnessHeld> held;
  for (const PolicyWitness& witness : policy.witnesses) {
    std::optional<std::uint64_t> newest;
    for (const NoteSignature& line : note.signatures) {
      if (!names(line, witness.key)) continue;
      auto timestamp = verify_cosignature(note.text, witness.key, line);
      if (!timestamp) return std::move(timestamp).error();
      newest = std::max(newest.value_or(0), *timestamp);
    }
    if (newest) held.push_back({witness.name, witness.key, *newest});
  }
  return held;
}

}  // namespace

std::vector<std::string> Policy::origins() const {
  std::vector<std::string> out;
  for (const PolicyLog& log : logs) {
    if (std::find(out.begin(), out.end(), log.origin()) == out.end()) out.push_back(log.origin());
  }
  return out;
}

Result<Policy> parse_policy(std::string_view text) {
  if (text.size() > policy_bytes_max) return Error{Errc::too_large, "policy: a policy file is at most 256 KiB"};
  return PolicyReader(text).read();
}

std::string print(const Policy& policy) {
  std::string out;
  const auto optional = [](const std::string& url) { return url.empty() ? std::string() : " " + url; };
  for (const PolicyLog& log : policy.logs) out += "log " + print(log.key) + optional(log.url) + "\n";
  for (const PolicyWitness& witness : policy.witnesses) {
    out += "witness " + witness.name + " " + print(witness.key) + optional(witness.url) + "\n";
  }
  for (const PolicyGroup& group : policy.groups) {
    out += "group " + group.name + " " + print_threshold(group);
    for (const std::string& member : group.members) out += " " + member;
    out += "\n";
  }
  return out + "quorum " + policy.quorum + "\n";
}

Result<PolicyHeld> check(const Policy& policy, const SignedCheckpoint& signed_checkpoint) {
  if (print(signed_checkpoint.checkpoint) != signed_checkpoint.note.text) {
    return Error{Errc::verification, "the checkpoint is not the one in the signed note"};
  }
  auto logs = logs_holding(policy, signed_checkpoint);
  if (!logs) return std::move(logs).error();
  auto witnesses = witnesses_holding(policy, signed_checkpoint.note);
  if (!witnesses) return std::move(witnesses).error();
  if (!quorum_holds(policy, *witnesses)) {
    return Error{Errc::verification, "the cosignatures of " + std::to_string(witnesses->size()) +
                                         " witnesses do not make the quorum " + quoted(policy.quorum)};
  }
  return PolicyHeld{*std::move(logs), *std::move(witnesses)};
}

}  // namespace jejak
