// What comes before appending: the bytes to sign, and what the law would say of them once they are signed.

#include "api/answers/event_words.hpp"
#include "api/routes.hpp"
#include "api/submitted_event.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "ledger/record/stored.hpp"
#include "ledger/rules/catalogue.hpp"

namespace jejak {
namespace {

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

void answer_rehearsal(const Call& call, FlatJson json, const SubmittedEvent& event) {
  json.text("id", event.id).text("type", type_name(event.type)).text("stream", event.stream).truth("dry_run", true);
  Answer answer;
  answer.content_type = json_type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(json.take() + "\n");
  call.reply(std::move(answer));
}

}  // namespace

// What the law would say now. Nothing is appended, and nothing is promised: others may be faster.
void dry_run_event(CallPtr call) {
  Call::later(call, [](Call& asked) {
    auto submission = submission_in(*asked.request);
    if (!submission) return asked.no(submission.error());
    const SubmittedEvent event = submitted_event(submission->envelope);
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
