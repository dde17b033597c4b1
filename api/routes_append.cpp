// What changes the log: one event, or a batch of them in their order. The signed bytes speak for themselves, so nobody
// asks who sends them; a law's no is recorded and answered like a yes, with its code.

#include "api/answers/event_words.hpp"
#include "api/asked.hpp"
#include "api/routes.hpp"
#include "api/submitted_event.hpp"
#include "api/submitted_time.hpp"
#include "ledger/lane.hpp"

#include <atomic>
#include <chrono>

namespace jejak {
namespace {

constexpr std::size_t batch_lines_max = 10'000;
constexpr std::string_view taken_types = "application/json, application/x-ndjson, application/vnd.jejak.envelope";

SubmittedTime::Claim claim_of(const SubmittedEvent& event, std::string at) {
  return {std::move(at), event.id, event.stream, event.keys};
}

FlatJson receipt_json(const Call& call, const SubmittedEvent& event, const Placed& placed) {
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

// If-Match, If-None-Match and Idempotency-Key say again what was signed; where they say something else the sender means
// another event. No signature has been checked yet, so nothing is told but what was sent.
std::optional<Problem> contradiction(const Request& request, const SubmittedEvent& event) {
  const auto said = request.header("if-match");
  if (!said.empty() && said != etag_of(event.revision)) {
    return Problem{ProblemType::precondition_failed,
                   "If-Match is not the revision that was signed, " + etag_of(event.revision)};
  }
  if (request.header("if-none-match") == "*" && event.revision != 0) {
    return Problem{ProblemType::precondition_failed, "If-None-Match: * is for the first event of a stream"};
  }
  std::string_view key = request.header("idempotency-key");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  if (!key.empty() && key != event.id) {
    return Problem{ProblemType::idempotency_key_reused, "Idempotency-Key is not the event's id, " + event.id};
  }
  return std::nullopt;
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

void answer_placed(const CallPtr& call, const SubmittedEvent& event, const Placed& placed, const Published* published) {
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
  auto submission = submission_in(*call->request);
  if (!submission) return call->no(submission.error());
  SubmittedEvent event = submitted_event(submission->envelope);
  if (const auto no = contradiction(*call->request, event)) return call->no(*no);
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
  struct Line {  // with neither place nor problem it was not judged, because of one before it
    std::uint64_t number = 0;
    SubmittedEvent event;
    std::optional<Placed> placed;
    std::optional<Problem> problem;
  };
  CallPtr call;
  Wait wait = Wait::sequenced;
  std::vector<Line> lines;
  std::atomic<std::size_t> open{0};
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

// Receipts of many lines take a while, and their proofs longer; this is a thread that others wait for.
void tell_later(const std::shared_ptr<Batch>& batch, const std::shared_ptr<const Published>& published) {
  if (!batch->call->workers->post([batch, published] { tell(batch, published.get()); })) tell(batch, nullptr);
}

Problem not_judged(std::uint64_t after) {
  return Problem{ProblemType::conflict,
                 "not judged, because line " + std::to_string(after) + " was not recorded; send it again"};
}

void end(const std::shared_ptr<Batch>& batch) {
  std::uint64_t failed = 0;  // the first line that was not recorded
  for (Batch::Line& line : batch->lines) {
    if (line.problem && failed == 0) failed = line.number;
    if (!line.placed && !line.problem) line.problem = not_judged(failed);
  }
  TreeSize covered{0};
  for (const Batch::Line& line : batch->lines) {
    if (line.placed) covered = std::max(covered, size_after(line.placed->sequence));
  }
  if (batch->wait == Wait::sequenced || covered.value == 0) return tell_later(batch, nullptr);
  batch->call->host().when_published(covered, [batch](const auto& published) { tell_later(batch, published); });
}

// Lines are judged in their order; after the first that is not recorded no other is judged.
void append_batch(const CallPtr& call, Wait wait) {
  auto batch = std::make_shared<Batch>();
  batch->call = call;
  batch->wait = wait;
  std::vector<Submission> submissions;
  std::string_view rest = call->request->body;
  std::uint64_t number = 0;
  bool is_unread = false;  // a line could not be read
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
    if (is_unread) continue;
    auto submission = read_submission(line);
    if (!submission) {
      next.problem = jejak::problem_of(std::move(submission).error().during("line " + std::to_string(number)));
      is_unread = true;
      continue;
    }
    next.event = submitted_event(submission->envelope);
    submissions.push_back(std::move(*submission));
  }
  if (batch->lines.empty()) return call->no(Error{Errc::malformed, "the batch has no line"});
  if (submissions.empty()) return end(batch);
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
      } else if (placed.error().code != Errc::interrupted) {
        line.problem = problem_of(*batch->call, line.event, placed.error());
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

}  // namespace jejak
