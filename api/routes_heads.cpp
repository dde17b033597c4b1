// The one entry that nobody signs but the ledger, for whom the operator has named.

#include "api/application.hpp"
#include "api/routes.hpp"
#include "api/submitted_event.hpp"

#include <algorithm>

namespace jejak {
namespace {

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

}  // namespace

// An entry that sums up every stream and the rule state, as `jejak heads` appends it in a folder.
void append_heads(CallPtr call) {
  const auto wait = wait_of(call->target);
  if (!wait) return call->no(wait.error());
  if (call->application->is_draining()) return call->no(Problem{ProblemType::not_ready, "the service stops"});
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

}  // namespace jejak
