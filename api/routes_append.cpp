// What changes the log: one event, or a batch of them in their order. The signed bytes speak for themselves, so nobody
// asks who sends them; a law's no is recorded and answered like a yes, with its code.

#include "api/answers/event_words.hpp"
#include "api/answers/lawful.hpp"
#include "api/asked.hpp"
#include "api/routes.hpp"
#include "api/served_proof.hpp"
#include "api/submission.hpp"
#include "api/submitted_time.hpp"
#include "ledger/lane.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json.hpp"
#include "ledger/record/stored.hpp"
#include "ledger/rules/catalogue.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace jejak {
namespace {

constexpr std::size_t batch_lines_max = 10'000;
constexpr std::string_view envelope_type = "application/vnd.jejak.envelope";
constexpr std::string_view taken_types = "application/json, application/x-ndjson, application/vnd.jejak.envelope";

enum class Wait : std::uint8_t { sequenced, published };

// What of a submission its answer needs, read without trusting a byte of it: the gate checks everything.
struct Named {
  std::string id;
  std::uint16_t type = 0;
  std::string stream;
  std::uint64_t revision = 0;
  std::vector<PublicKey> keys;
};

Named named(BytesView envelope) {
  const auto stored = read_stored_envelope(envelope);
  const auto event = stored ? read_stored_event(stored->event) : Result<Event>(stored.error());
  if (!event) return {};
  return {print(event->id), event->type, event->stream, event->revision, stored->keys};
}

SubmittedTime::Claim claim_of(const Named& event, std::string at) {
  return {std::move(at), event.id, event.stream, event.keys};
}

// What was recorded is a code; the facts, and so what would be lawful, are known to whoever has just judged it.
void add_refusal(const Call& call, const Named& event, const Refusal& refusal, FlatJson& json) {
  FlatJson facts;
  for (const auto& [name, value] : refusal.facts) facts.text(name, value);
  Event attempted;
  attempted.type = event.type;
  attempted.stream = event.stream;
  const Lawful lawful = lawful_instead(refusal, attempted, language_of(*call.request));
  json.raw("facts", facts.take()).text("explanation", lawful.explanation).raw("lawful_steps", words_json(lawful.steps));
}

FlatJson receipt_json(const Call& call, const Named& event, const Placed& placed) {
  FlatJson json;
  json.number("position", placed.sequence.value)
      .text("verdict", name(placed.refusal.code))
      .text("leaf", to_base64(placed.leaf))
      .text("recorded_at", print(placed.recorded_at))
      .number("stream_revision", placed.stream_revision)
      .text("id", event.id)
      .text("type", type_name(event.type))
      .text("stream", event.stream)
      .truth("repeated", placed.repeated);
  if (placed.refusal.code != RefusalCode::none && !placed.repeated) add_refusal(call, event, placed.refusal, json);
  return json;
}

// What a receipt says once a checkpoint covers it. The proof stands on its own, as a .tlog-proof file, and holds the
// entry: whoever sent the event sees that it is this event which was recorded, and with which verdict.
void add_proof(const Reader& reader, Sequence position, const Published* published, FlatJson& json) {
  if (published == nullptr) {
    json.text("state", "sequenced");
    return;
  }
  json.text("state", "published");
  const auto proof = served_proof(reader, position, published->checkpoint, true);
  if (proof) json.text("proof", print(*proof));
}

std::string etag_of(std::uint64_t revision) {
  return "\"" + std::to_string(revision) + "\"";
}

// What stands in the stream now, for whoever wanted to build on something else.
void add_current(Problem& problem, const Reader& reader, const std::string& name) {
  std::uint64_t revision = 0;
  if (const auto row = reader.row(name); row && *row) {
    if (const auto stream = decode_stream_state(name, **row)) revision = stream->events;
  }
  problem.more = {{"current_revision", std::to_string(revision)}, {"current_etag", json_string(etag_of(revision))}};
}

// Which of the two conflicts it was, and what stands there now.
Problem conflict_of(const Call& call, const Named& event, const Error& error) {
  const Reader& reader = call.host().reader();
  const auto id = parse_id(event.id);
  if (id) {
    const auto taken = reader.find_event(*id);
    if (taken && *taken) {
      return Problem{
          ProblemType::idempotency_key_reused, error.message, {{"position", std::to_string((*taken)->value)}}};
    }
  }
  Problem out{ProblemType::wrong_expected_revision, error.message};
  add_current(out, reader, event.stream);
  const bool is_conditional =
      !call.request->header("if-match").empty() || !call.request->header("if-none-match").empty();
  if (is_conditional) out.type = ProblemType::precondition_failed;
  return out;
}

Problem problem_of(const Call& call, const Named& event, const Error& error) {
  if (error.code == Errc::conflict) return conflict_of(call, event, error);
  return jejak::problem_of(error);
}

Result<Wait> wait_of(const Target& target) {
  const auto wait = target.get("wait").value_or("sequenced");
  if (wait == "sequenced") return Wait::sequenced;
  if (wait == "published") return Wait::published;
  if (wait == "witnessed") return Error{Errc::unsupported, "wait=witnessed: no witness is configured for this ledger"};
  return Error{Errc::malformed, "wait: \"" + std::string(wait) + "\" is none of sequenced, published, witnessed"};
}

// If-Match, If-None-Match and Idempotency-Key say again what was signed; where they say something else the sender means
// another event.
std::optional<Problem> contradiction(const Call& call, const Named& event) {
  const Request& request = *call.request;
  const auto said = request.header("if-match");
  const auto failed = [&](std::string detail) {
    Problem out{ProblemType::precondition_failed, std::move(detail)};
    add_current(out, call.host().reader(), event.stream);
    return out;
  };
  if (!said.empty() && said != etag_of(event.revision)) {
    return failed("If-Match is not the revision that was signed, " + etag_of(event.revision));
  }
  if (request.header("if-none-match") == "*" && event.revision != 0) {
    return failed("If-None-Match: * is for the first event of a stream");
  }
  std::string_view key = request.header("idempotency-key");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  if (!key.empty() && key != event.id) {
    return Problem{ProblemType::idempotency_key_reused, "Idempotency-Key is not the event's id, " + event.id};
  }
  return std::nullopt;
}

Result<Submission> read_one(const Request& request) {
  const auto type = request.header("content-type");
  if (type.starts_with(envelope_type)) return Submission{1, {}, copy(view(request.body))};
  return read_submission(request.body);
}

// What became of an event that was handed in at `begun`.
void count(const Call& call, const Result<Placed>& placed, std::chrono::steady_clock::time_point begun) {
  AppendFigures& figures = call.served->appends;
  if (!placed) {
    ++figures.turned_away;
    return;
  }
  ++(placed->repeated                            ? figures.repeated
     : placed->refusal.code == RefusalCode::none ? figures.admitted
                                                 : figures.refused);
  figures.duration.add(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
}

void answer_placed(const CallPtr& call, const Named& event, const Placed& placed, const Published* published) {
  FlatJson json = receipt_json(*call, event, placed);
  add_proof(call->host().reader(), placed.sequence, published, json);
  Answer answer;
  answer.status = placed.repeated ? 200 : 201;
  answer.content_type = json_type;
  answer.headers = {{"Cache-Control", "no-store"},
                    {"ETag", etag_of(placed.stream_revision)},
                    {"Location", call->target.path + "/" + std::to_string(placed.sequence.value) + "/proof"}};
  answer.body = body_of(json.take() + "\n");
  call->reply(std::move(answer));
}

void append_one(const CallPtr& call, Wait wait) {
  auto submission = read_one(*call->request);
  if (!submission) return call->no(submission.error());
  Named event = named(submission->envelope);
  if (const auto no = contradiction(*call, event)) return call->no(*no);
  const auto begun = std::chrono::steady_clock::now();
  auto answered = [call, event, wait, begun](Result<Placed> placed) {
    count(*call, placed, begun);
    if (!placed) return call->no(problem_of(*call, event, placed.error()));
    if (wait == Wait::sequenced) return answer_placed(call, event, *placed, nullptr);
    call->host().when_published(size_after(placed->sequence), [call, event, placed = *placed](const auto& published) {
      if (published == nullptr) return call->no(Problem{ProblemType::not_ready, "recorded; the service stops"});
      answer_placed(call, event, placed, published.get());
    });
  };
  if (submission->at.empty()) {
    return call->host().ledger().submit(std::move(submission->envelope), std::move(answered));
  }
  call->host().ledger().lane()->submit(std::move(submission->envelope), std::move(answered),
                                       [call, claim = claim_of(event, std::move(submission->at))] {
                                         return SubmittedTime(call->host()).reached(claim);
                                       });
}

// The answers of a batch, each in its line's place; told once the last is there.
struct Batch {
  struct Line {
    std::uint64_t number = 0;
    Named event;
    std::optional<Placed> placed;
    std::optional<Problem> problem;
  };
  CallPtr call;
  Wait wait = Wait::sequenced;
  std::vector<Line> lines;
  std::atomic<std::size_t> open{0};
  std::atomic<std::uint64_t> failed{0};  // the line because of which those behind it were not judged
};

std::string line_json(const Batch& batch, const Batch::Line& line, const Published* published) {
  if (line.placed) {
    FlatJson json = receipt_json(*batch.call, line.event, *line.placed);
    json.number("status", line.placed->repeated ? 200 : 201);
    add_proof(batch.call->host().reader(), line.placed->sequence, published, json);
    return json.take();
  }
  const ProblemRow& row = row_of(line.problem->type);
  FlatJson json;
  json.number("line", line.number)
      .number("status", row.status)
      .text("type", type_of(row))
      .text("title", row.title)
      .text("detail", line.problem->detail);
  for (const auto& [name, value] : line.problem->more) json.raw(name, value);
  return json.take();
}

void tell(const std::shared_ptr<Batch>& batch, const Published* published) {
  std::string body;
  for (const Batch::Line& line : batch->lines) body += line_json(*batch, line, published) + "\n";
  Answer answer;
  answer.status = 200;
  answer.content_type = ndjson_type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(std::move(body));
  batch->call->reply(std::move(answer));
}

void end(const std::shared_ptr<Batch>& batch) {
  TreeSize covered{0};
  for (const Batch::Line& line : batch->lines) {
    if (line.placed) covered = std::max(covered, size_after(line.placed->sequence));
  }
  if (batch->wait == Wait::sequenced || covered.value == 0) return tell(batch, nullptr);
  batch->call->host().when_published(covered, [batch](const auto& published) {
    // Proofs of many lines take a while, and this is the thread that others wait for.
    if (!batch->call->workers->post([batch, published] { tell(batch, published.get()); })) tell(batch, nullptr);
  });
}

Problem not_judged(std::uint64_t after) {
  return Problem{ProblemType::conflict,
                 "not judged, because line " + std::to_string(after) + " was not recorded; send it again"};
}

// Lines are judged in their order; after the first that is not recorded no other is judged.
void append_batch(const CallPtr& call, Wait wait) {
  auto batch = std::make_shared<Batch>();
  batch->call = call;
  batch->wait = wait;
  std::vector<Submission> submissions;
  std::string_view rest = call->request->body;
  std::uint64_t number = 0;
  std::uint64_t unread = 0;  // the first line that could not be read
  while (!rest.empty()) {
    const auto newline = rest.find('\n');
    const std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (batch->lines.size() == batch_lines_max) {
      return call->no(Error{Errc::too_large, "a batch has at most " + std::to_string(batch_lines_max) + " lines"});
    }
    Batch::Line& next = batch->lines.emplace_back();
    next.number = number;
    if (unread != 0) {
      next.problem = not_judged(unread);
      continue;
    }
    auto submission = read_submission(line);
    if (!submission) {
      next.problem = jejak::problem_of(std::move(submission).error().during("line " + std::to_string(number)));
      unread = number;
      continue;
    }
    next.event = named(submission->envelope);
    submissions.push_back(std::move(*submission));
  }
  if (batch->lines.empty()) return call->no(Error{Errc::malformed, "the batch has no line"});
  if (submissions.empty()) return tell(batch, nullptr);
  batch->open = submissions.size();
  auto lane = call->host().ledger().lane();
  auto time = std::make_shared<SubmittedTime>(call->host());
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    auto answered = [batch, i, begun](Result<Placed> placed) {
      count(*batch->call, placed, begun);
      Batch::Line& line = batch->lines[i];
      if (placed) {
        line.placed = std::move(*placed);
      } else if (placed.error().code == Errc::interrupted) {
        line.problem = not_judged(batch->failed.load());
      } else {
        line.problem = problem_of(*batch->call, line.event, placed.error());
        batch->failed = line.number;
      }
      if (batch->open.fetch_sub(1) == 1) end(batch);
    };
    lane->submit(
        std::move(submissions[i].envelope), std::move(answered),
        [time, claim = claim_of(batch->lines[i].event, std::move(submissions[i].at))] { return time->reached(claim); });
  }
}

}  // namespace

void append_event(CallPtr call) {
  const auto wait = wait_of(call->target);
  if (!wait) return call->no(wait.error());
  const auto type = call->request->header("content-type");
  if (type.starts_with(ndjson_type)) {
    return Call::later(call, [call, wait = *wait](Call&) { append_batch(call, wait); });
  }
  if (type.starts_with(json_type) || type.starts_with(envelope_type)) return append_one(call, *wait);
  call->no(Problem{ProblemType::unsupported_media_type,
                   "the body is none of " + std::string(taken_types),
                   {},
                   {{"Accept", std::string(taken_types)}}});
}

// The entry of this very event, if it is there already.
std::optional<std::pair<Sequence, Entry>> recorded_before(const Reader& reader, BytesView envelope) {
  const auto submitted = read_stored_envelope(envelope);
  const auto event = submitted ? read_stored_event(submitted->event) : Result<Event>(submitted.error());
  if (!event) return std::nullopt;
  const auto position = reader.find_event(event->id);
  if (!position || !*position) return std::nullopt;
  auto entry = reader.entry(**position);
  if (!entry) return std::nullopt;
  const auto recorded = read_stored_envelope(entry->body);
  if (!recorded || text(recorded->event) != text(submitted->event)) return std::nullopt;
  return std::pair(**position, std::move(*entry));
}

void answer_rehearsal(const Call& call, FlatJson json, const Named& event) {
  json.text("id", event.id).text("type", type_name(event.type)).text("stream", event.stream).truth("dry_run", true);
  Answer answer;
  answer.content_type = json_type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(json.take() + "\n");
  call.reply(std::move(answer));
}

// What the law would say now. Nothing is appended, and nothing is promised: others may be faster.
void dry_run_event(CallPtr call) {
  Call::later(call, [](Call& asked) {
    auto submission = read_one(*asked.request);
    if (!submission) return asked.no(submission.error());
    const Named event = named(submission->envelope);
    if (const auto before = recorded_before(asked.host().reader(), submission->envelope)) {
      FlatJson json;
      json.number("position", before->first.value)
          .text("verdict", name(static_cast<RefusalCode>(before->second.verdict)))
          .truth("would_be_recorded", false)
          .truth("repeated", true)
          .number("stream_revision", before->second.stream_revision);
      return answer_rehearsal(asked, std::move(json), event);
    }
    auto judged = asked.host().ledger().judge_only(std::move(submission->envelope));
    if (!judged) return asked.no(problem_of(asked, event, judged.error()));
    auto head = asked.host().reader().head();
    if (!head) return asked.no(head.error());
    FlatJson json;
    json.number("position", head->size.value)
        .text("verdict", name(judged->refusal.code))
        .truth("would_be_recorded", judged->recorded)
        .truth("repeated", false)
        .number("stream_revision", judged->stream_revision);
    if (!judged->admitted()) add_refusal(asked, event, judged->refusal, json);
    answer_rehearsal(asked, std::move(json), event);
  });
}

// Nobody signs for a heads entry but the ledger: whoever asks for one must be named by its operator.
std::optional<Problem> no_heads_for(const Call& call) {
  if (!call.caller.key) return Problem{ProblemType::unauthenticated, "heads are appended for offices: bring a token"};
  const auto& named = call.host().options().whole_scope_offices;
  const std::string& office = call.caller.scope->office();
  if (std::find(named.begin(), named.end(), office) != named.end()) return std::nullopt;
  return Problem{ProblemType::forbidden, office + " is not one of the offices that the operator has named"};
}

void answer_heads(const Call& call, const Placed& placed, const Published* published) {
  FlatJson json;
  json.number("position", placed.sequence.value)
      .text("leaf", to_base64(placed.leaf))
      .text("recorded_at", print(placed.recorded_at));
  add_proof(call.host().reader(), placed.sequence, published, json);
  Answer answer;
  answer.status = 201;
  answer.content_type = json_type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(json.take() + "\n");
  call.reply(std::move(answer));
}

// An entry that sums up every stream and the rule state, as `jejak heads` appends it in a folder.
void append_heads(CallPtr call) {
  const auto wait = wait_of(call->target);
  if (!wait) return call->no(wait.error());
  if (const auto no = no_heads_for(*call)) return call->no(*no);
  Call::later(call, [call, wait = *wait](Call& asked) {
    const auto placed = asked.host().ledger().append_heads();
    if (!placed) return asked.no(placed.error());
    if (wait == Wait::sequenced) return answer_heads(asked, *placed, nullptr);
    asked.host().when_published(size_after(placed->sequence), [call, placed = *placed](const auto& published) {
      if (published == nullptr) return call->no(Problem{ProblemType::not_ready, "recorded; the service stops"});
      answer_heads(*call, placed, published.get());
    });
  });
}

// From JSON to the exact bytes to sign.
void prepare_event(CallPtr call) {
  auto event = from_json(call->request->body, catalogue());
  if (!event) return call->no(event.error());
  if (event->origin != call->host().origin()) {
    return call->no(Error{Errc::malformed, "origin: the events of this ledger say " + call->host().origin()});
  }
  auto bytes = encode(*event);
  if (!bytes) return call->no(bytes.error());
  Answer answer;
  answer.content_type = json_type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(FlatJson()
                            .text("id", print(event->id))
                            .text("payload_type", event_payload_type)
                            .text("event", to_base64(*bytes))
                            .text("hash", to_base64(event_hash(*bytes)))
                            .text("to_sign", to_base64(pre_authentication_encoding(event_payload_type, *bytes)))
                            .take() +
                        "\n");
  call->reply(std::move(answer));
}

}  // namespace jejak
