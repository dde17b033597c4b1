#include "api/submitted_event.hpp"

#include "api/answers/lawful.hpp"
#include "api/asked.hpp"
#include "api/served_proof.hpp"
#include "ledger/record/stored.hpp"

namespace jejak {
namespace {

// What stands in the stream now, for whoever wanted to build on something else.
void add_current(Problem& problem, const Reader& reader, const std::string& stream) {
  std::uint64_t revision = 0;
  if (const auto row = reader.row(stream); row && *row) {
    if (const auto state = decode_stream_state(stream, **row)) revision = state->events;
  }
  problem.more = {{"current_revision", std::to_string(revision)}, {"current_etag", json_string(etag_of(revision))}};
}

// Which of the two conflicts it was, and what stands there now.
Problem conflict_of(const Call& call, const SubmittedEvent& event, const Error& error) {
  const Reader& reader = call.host().reader();
  const auto id = parse_id(event.id);
  const auto found = id ? reader.find_event(*id) : Result<std::optional<Sequence>>(std::nullopt);
  const std::optional<Sequence> taken = found ? *found : std::nullopt;
  // Taken within the same batch, it is not on disk yet, and the error alone says so.
  if (taken || error.message.starts_with(name(RefusalCode::e_duplicate_id))) {
    Problem reused{ProblemType::idempotency_key_reused, error.message};
    if (taken) reused.more = {{"position", std::to_string(taken->value)}};
    return reused;
  }
  Problem out{ProblemType::wrong_expected_revision, error.message};
  add_current(out, reader, event.stream);
  const bool is_conditional =
      !call.request->header("if-match").empty() || !call.request->header("if-none-match").empty();
  if (is_conditional) out.type = ProblemType::precondition_failed;
  return out;
}

}  // namespace

Result<Wait> wait_of(const Target& target) {
  const auto wait = target.get("wait").value_or("sequenced");
  if (wait == "sequenced") return Wait::sequenced;
  if (wait == "published") return Wait::published;
  if (wait == "witnessed") return Error{Errc::unsupported, "wait=witnessed: no witness is configured for this ledger"};
  return Error{Errc::malformed, "wait: \"" + std::string(wait) + "\" is none of sequenced, published, witnessed"};
}

Result<Submission> submission_in(const Request& request) {
  const auto type = request.header("content-type");
  if (type.starts_with(envelope_type)) return Submission{1, {}, copy(view(request.body))};
  return read_submission(request.body);
}

SubmittedEvent submitted_event(BytesView envelope) {
  const auto stored = read_stored_envelope(envelope);
  const auto event = stored ? read_stored_event(stored->event) : Result<Event>(stored.error());
  if (!event) return {};
  return {print(event->id), event->type, event->stream, event->revision, stored->keys};
}

std::string etag_of(std::uint64_t revision) {
  return "\"" + std::to_string(revision) + "\"";
}

void add_refusal(const Call& call, const SubmittedEvent& event, const Refusal& refusal, FlatJson& json) {
  FlatJson facts;
  for (const auto& [name, value] : refusal.facts) facts.text(name, value);
  Event attempted;
  attempted.type = event.type;
  attempted.stream = event.stream;
  const Lawful lawful = lawful_instead(refusal, attempted, language_of(*call.request));
  json.raw("facts", facts.take()).text("explanation", lawful.explanation).raw("lawful_steps", words_json(lawful.steps));
}

void add_proof(const Reader& reader, Sequence position, const Published* published, FlatJson& json) {
  if (published == nullptr) {
    json.text("state", "sequenced");
    return;
  }
  json.text("state", "published");
  const auto proof = served_proof(reader, position, published->checkpoint, true);
  if (proof) json.text("proof", print(*proof));
}

Problem problem_of(const Call& call, const SubmittedEvent& event, const Error& error) {
  if (error.code == Errc::conflict) return conflict_of(call, event, error);
  return problem_of(error);
}

}  // namespace jejak
