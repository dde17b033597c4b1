#pragma once
// What the routes of subscriptions and webhooks answer with: made on the desk's thread, given once it is on disk.

#include "api/call.hpp"
#include "api/follower_desk.hpp"

namespace jejak {

inline Answer json_answer(unsigned status, const std::string& json) {
  Answer answer;
  answer.status = status;
  answer.content_type = json_type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(json + "\n");
  return answer;
}

// Answers with what `use` makes of the subscriptions, or of the webhooks; where the desk has stopped, that it has.
template <class Store>
void answer_after(const CallPtr& call, std::function<Result<Answer>(Store&)> use) {
  auto made = std::make_shared<std::optional<Result<Answer>>>();
  call->served->followers->ask([made, use = std::move(use)](Store& all) { *made = use(all); },
                               [call, made](const Outcome& flushed) {
                                 if (!flushed) return call->no(flushed.error());
                                 if (!**made) return call->no((*made)->error());
                                 call->reply(std::move(***made));
                               });
}

}  // namespace jejak
