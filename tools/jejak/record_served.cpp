#include "tools/jejak/record_served.hpp"

#include "ledger/base/text.hpp"
#include "ledger/proof/proof_file.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "tools/jejak/mirrored.hpp"

#include <boost/json/parse.hpp>

namespace jejak {
namespace {

constexpr std::size_t batch_lines = 500;
constexpr std::size_t batch_bytes = 2 * 1024 * 1024;

// A submission on its way: where it stood, and what its receipt shows of it.
struct Sent {
  std::uint64_t line = 0;
  Event event;
  Hash hash;  // of the event's bytes
};

Error not_understood() {
  return Error{Errc::malformed, "the service's answer is no receipt"};
}

std::optional<RefusalCode> code_named(std::string_view text) {
  if (text == name(RefusalCode::none)) return RefusalCode::none;
  for (const RefusalCode code : all_refusal_codes()) {
    if (text == name(code)) return code;
  }
  return std::nullopt;
}

std::string text_in(const boost::json::object& object, const char* member) {
  const auto* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::uint64_t number_in(const boost::json::object& object, const char* member) {
  const auto* value = object.if_contains(member);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return 0;
  return static_cast<std::uint64_t>(value->get_int64());
}

Result<boost::json::object> object_of(std::string_view json) {
  boost::system::error_code failure;
  auto parsed = boost::json::parse({json.data(), json.size()}, failure);
  if (failure || !parsed.is_object()) return not_understood();
  return std::move(parsed.get_object());
}

Result<Receipt> receipt_of(const boost::json::object& object, Event event) {
  const auto code = code_named(text_in(object, "verdict"));
  if (!code) return not_understood();
  Receipt receipt;
  receipt.refusal = Refusal(*code);
  receipt.sequence = Sequence{number_in(object, "position")};
  receipt.stream_revision = number_in(object, "stream_revision");
  const auto* dry_run = object.if_contains("dry_run");
  receipt.rehearsed = dry_run != nullptr && dry_run->is_bool() && dry_run->get_bool();
  const auto* repeated = object.if_contains("repeated");
  receipt.repeated = repeated != nullptr && repeated->is_bool() && repeated->get_bool();
  if (const auto* facts = object.if_contains("facts"); facts != nullptr && facts->is_object()) {
    for (const auto& fact : facts->get_object()) {
      if (!fact.value().is_string()) continue;
      receipt.refusal.facts.emplace_back(harmless(fact.key()), harmless(fact.value().get_string()));
    }
  }
  if (!receipt.rehearsed) {
    const auto leaf = hash_from_base64(text_in(object, "leaf"));
    const auto recorded_at = parse_instant(text_in(object, "recorded_at"));
    if (!leaf || !recorded_at) return not_understood();
    receipt.leaf = *leaf;
    receipt.recorded_at = *recorded_at;
  }
  receipt.event = std::move(event);
  return receipt;
}

// What one line of a batch that is no receipt says.
Error error_in(const boost::json::object& object) {
  const std::string title = harmless(text_in(object, "title"));
  const std::string detail = harmless(text_in(object, "detail"));
  return Error{code_of_status(static_cast<unsigned>(number_in(object, "status"))),
               title + (detail.empty() ? "" : ": " + detail)};
}

// A receipt's proof. The entry in it is the one that the receipt tells of; a long one is left out.
Result<ProofFile> proof_in(const boost::json::object& receipt, Sequence position, const Hash& leaf) {
  auto proof = parse_proof_file(text_in(receipt, "proof"));
  if (!proof) return std::move(proof).error().during("the receipt's proof");
  if (proof->index != position) return Error{Errc::verification, "the receipt's proof is for another position"};
  if (proof->extra && leaf_hash(*proof->extra) != leaf) {
    return Error{Errc::verification, "the receipt's proof holds another entry"};
  }
  return proof;
}

Outcome check_held(const ProofFile& proof, const Hash& leaf, const Policy& policy) {
  const auto held = jejak::verify(proof, leaf, policy);
  if (!held) return Error{Errc::verification, "the receipt's proof does not hold: " + held.error().message};
  return {};
}

class ServedRecorder {
 public:
  ServedRecorder(Terminal& terminal, const RemoteLedger& remote, const ServedRecording& how,
                 const std::function<void(const Receipt&)>& each, std::optional<Policy> policy)
      : terminal_(terminal), remote_(remote), how_(how), each_(each), policy_(std::move(policy)) {}

  Outcome add(Submission submission) {
    const auto envelope = decode_envelope(submission.envelope);
    if (!envelope) return Error(envelope.error()).during("line " + std::to_string(submission.line));
    auto event = decode(envelope->event);
    if (!event) return std::move(event).error().during("line " + std::to_string(submission.line));
    const Hash hash = event_hash(envelope->event);
    if (how_.dry_run) return rehearse({submission.line, std::move(*event), hash}, std::move(submission.envelope));
    std::string line = to_json(*envelope, *event, catalogue());
    if (!submission.at.empty()) line = "{\"at\":" + json_string(submission.at) + "," + line.substr(1);
    if (!lines_.empty() && lines_.size() + line.size() > batch_bytes) {
      if (auto sent = send(); !sent) return sent;
    }
    lines_ += line + "\n";
    sent_.push_back({submission.line, std::move(*event), hash});
    return {};
  }
  bool is_full() const { return sent_.size() >= batch_lines; }

  // What was added since the last time.
  Outcome send() {
    if (sent_.empty()) return {};
    const std::string path = std::string("/v1/events") + (how_.published ? "?wait=published" : "");
    auto answer = ask(
        remote_, {"POST", path, "application/x-ndjson", "application/x-ndjson", std::exchange(lines_, std::string())});
    std::vector<Sent> sent = std::exchange(sent_, {});
    if (!answer) return std::move(answer).error().during("line " + std::to_string(sent.front().line));
    std::string_view rest = answer->body;
    for (Sent& one : sent) {
      const auto newline = rest.find('\n');
      if (newline == std::string_view::npos) return not_understood().during("line " + std::to_string(one.line));
      auto told = take(rest.substr(0, newline), std::move(one.event), one.hash);
      if (!told) return std::move(told).error().during("line " + std::to_string(one.line));
      rest.remove_prefix(newline + 1);
    }
    return {};
  }

 private:
  Outcome take(std::string_view json, Event event, const Hash& hash) {
    auto object = object_of(json);
    if (!object) return std::move(object).error();
    const std::uint64_t status = number_in(*object, "status");
    if (status < 200 || status > 299) return error_in(*object);
    auto receipt = receipt_of(*object, std::move(event));
    if (!receipt) return std::move(receipt).error();
    if (how_.published) {
      if (auto proven = check_proof(*object, *receipt, hash); !proven) return proven;
    }
    each_(*receipt);
    return {};
  }

  // The entry in the proof is the event that was sent, with the verdict that the receipt tells, and it is in the log.
  // Of an entry that the proof leaves out only the last is known, and so it is said.
  Outcome check_proof(const boost::json::object& told, const Receipt& receipt, const Hash& sent) {
    if (!policy_) return {};
    const auto proof = proof_in(told, receipt.sequence, receipt.leaf);
    if (!proof) return Error(proof.error());
    if (auto held = check_held(*proof, receipt.leaf, *policy_); !held) return held;
    if (!proof->extra) {
      terminal_.tell(Text::proof_without_entry, receipt.sequence.value);
      return {};
    }
    const auto entry = decode_entry(*proof->extra);
    const auto envelope = entry ? decode_envelope(entry->body) : Result<Envelope>(entry.error());
    if (!envelope) return Error(envelope.error()).during("the entry in the receipt's proof");
    const bool is_told = entry->verdict == static_cast<std::uint16_t>(receipt.refusal.code) &&
                         entry->recorded_at == receipt.recorded_at && entry->stream_revision == receipt.stream_revision;
    if (event_hash(envelope->event) != sent) {
      return Error{Errc::verification, "the receipt's proof is for another event than the one sent"};
    }
    if (!is_told) return Error{Errc::verification, "the receipt says something else than the entry in its proof"};
    return {};
  }

  Outcome rehearse(Sent one, Bytes envelope) {
    auto answer = ask(remote_, {"POST", "/v1/events:dry-run", "application/json", "application/vnd.jejak.envelope",
                                std::string(text(envelope))});
    if (!answer) return std::move(answer).error().during("line " + std::to_string(one.line));
    auto object = object_of(answer->body);
    if (!object) return std::move(object).error();
    auto receipt = receipt_of(*object, std::move(one.event));
    if (!receipt) return std::move(receipt).error();
    each_(*receipt);
    return {};
  }

  Terminal& terminal_;
  const RemoteLedger& remote_;
  const ServedRecording& how_;
  const std::function<void(const Receipt&)>& each_;
  const std::optional<Policy> policy_;
  std::string lines_;
  std::vector<Sent> sent_;
};

// Of the mirror of this service, if there is one: whose checkpoints are believed.
std::optional<Policy> known_policy(const Terminal& terminal, const RemoteLedger& remote) {
  const auto folder = mirror_folder_of(terminal, remote.url);
  const auto card = folder ? read_mirror_card(*folder) : Result<MirrorCard>(folder.error());
  if (!card) return std::nullopt;
  auto policy = parse_policy(card->policy);
  if (!policy) return std::nullopt;
  return std::move(*policy);
}

}  // namespace

Outcome record_served(Terminal& terminal, const RemoteLedger& remote, SubmissionReader& reader,
                      const ServedRecording& how, const std::function<void(const Receipt&)>& each) {
  auto policy = how.published ? known_policy(terminal, remote) : std::nullopt;
  if (how.published && !policy) terminal.tell(Text::proofs_unchecked);
  ServedRecorder recorder(terminal, remote, how, each, std::move(policy));
  const bool is_piped = reader.lines() == 0;  // whoever writes may wait for an answer before the next line
  std::uint64_t done = 0;
  Progress progress(terminal, terminal.say(Text::progress_record), reader.lines());
  for (;;) {
    if (interrupted() || !progress.at(done)) return interruption();
    auto submission = reader.next();
    if (submission && *submission) {
      if ((*submission)->at.empty()) (*submission)->at = how.at;
      auto added = recorder.add(std::move(**submission));
      ++done;
      if (added && !is_piped && !recorder.is_full()) continue;
      auto sent = recorder.send();  // also what was whole before a line that is not
      if (!sent) return sent;
      if (!added) return added;
      continue;
    }
    auto sent = recorder.send();
    if (!sent) return sent;
    if (!submission) return std::move(submission).error();
    return {};
  }
}

Result<ServedHeads> append_heads_served(Terminal& terminal, const RemoteLedger& remote) {
  auto answer = ask(remote, {"POST", "/v1/heads?wait=published", "application/json", {}, {}});
  if (!answer) return std::move(answer).error();
  const auto object = object_of(answer->body);
  if (!object) return Error(object.error());
  const auto leaf = hash_from_base64(text_in(*object, "leaf"));
  if (!leaf) return not_understood();
  const ServedHeads heads{Sequence{number_in(*object, "position")}, *leaf};
  const auto policy = known_policy(terminal, remote);
  if (!policy) {
    terminal.tell(Text::proofs_unchecked);
    return heads;
  }
  const auto proof = proof_in(*object, heads.position, heads.leaf);
  if (!proof) return Error(proof.error());
  if (!proof->extra) return Error{Errc::verification, "the receipt's proof does not hold the heads entry"};
  const auto entry = decode_entry(*proof->extra);
  if (!entry) return Error(entry.error()).during("the entry in the receipt's proof");
  if (entry->kind != EntryKind::heads) return Error{Errc::verification, "the receipt's proof holds no heads entry"};
  if (auto held = check_held(*proof, heads.leaf, *policy); !held) return std::move(held).error();
  return heads;
}

}  // namespace jejak
