// Webhooks: endpoints registered, looked at, shut off; failed deliveries listed and sent again. What is sent is thin,
// so whoever may follow an agency may be told of it.

#include "api/asked.hpp"
#include "api/desk_answer.hpp"
#include "api/following.hpp"
#include "api/routes.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json_cursor.hpp"

#include <boost/json/value.hpp>

namespace jejak {
namespace {

std::string status_json(const Webhook& webhook, TreeSize head) {
  const WebhookTerms& terms = webhook.terms();
  const WebhookStatus status = webhook.status(head);
  FlatJson json;
  json.text("id", terms.id)
      .text("url", terms.url)
      .text("owner", to_hex(terms.owner))
      .text("filter", terms.filter.text())
      .number("start", terms.start.value)
      .text("key", print_webhook_key(webhook.key()))
      .truth("enabled", status.enabled)
      .number("checkpoint", status.checkpoint.value)
      .number("lag", status.lag)
      .number("owed", status.owed)
      .number("in_flight", status.in_flight)
      .number("failed", status.failed);
  if (!status.enabled) json.text("reason", status.reason);
  if (status.last_delivered) json.text("last_delivered", print(*status.last_delivered));
  if (status.failing_since) json.text("failing_since", print(*status.failing_since));
  if (status.paused_until) json.text("paused_until", print(*status.paused_until));
  return json.take();
}

std::string failure_json(const WebhookFailure& failure) {
  FlatJson json;
  json.number("position", failure.position.value)
      .number("attempts", failure.attempts)
      .number("last_status", static_cast<std::uint64_t>(failure.last_status))
      .text("last_error", failure.last_error)
      .text("last_attempt", print(failure.last_attempt))
      .truth("replaying", failure.replaying);
  if (failure.next_attempt) json.text("next_attempt", print(*failure.next_attempt));
  return json.take();
}

struct AskedWebhook {
  std::string url;
  EventFilter filter;
  Sequence start;
};

Result<AskedWebhook> read_webhook(const Call& call) {
  auto parsed = parse_strict_json(call.request->body);
  if (!parsed) return std::move(parsed).error();
  const auto* object = parsed->if_object();
  if (object == nullptr) return Error{Errc::malformed, "the body is not an object"};
  AskedWebhook out;
  out.start = Sequence{call.host().published()->size().value};
  for (const auto& member : *object) {
    const std::string key(member.key());
    const auto* text = member.value().if_string();
    if (key == "start" && member.value().is_int64() && member.value().as_int64() >= 0) {
      out.start = Sequence{static_cast<std::uint64_t>(member.value().as_int64())};
    } else if (key == "url" && text != nullptr) {
      out.url = std::string(text->data(), text->size());
    } else if (key == "filter" && text != nullptr) {
      auto filter = EventFilter::parse(std::string_view(text->data(), text->size()));
      if (!filter) return std::move(filter).error();
      out.filter = std::move(*filter);
    } else {
      return Error{Errc::malformed, "\"" + key + "\": known are url and filter, texts, and start, a position"};
    }
  }
  if (out.url.empty()) return Error{Errc::malformed, "url: where to?"};
  return out;
}

void with_webhooks(const CallPtr& call, unsigned status, std::function<Result<std::string>(Webhooks&)> use) {
  answer_after<Webhooks>(call, [status, use = std::move(use)](Webhooks& all) -> Result<Answer> {
    auto json = use(all);
    if (!json) return std::move(json).error();
    return json_answer(status, *json);
  });
}

Result<Webhook*> named(const Call& call, Webhooks& all) {
  Webhook* found = all.find(call.arguments.front());
  if (found != nullptr && may_manage(call, found->terms().owner)) return found;
  return Error{Errc::not_found, "no webhook is called \"" + call.arguments.front() + "\""};
}

using Deed = Outcome (*)(const Call&, Webhooks&, const WebhookTerms&);

void with_webhook(const CallPtr& call, Deed deed) {
  with_webhooks(call, 200, [call, deed](Webhooks& all) -> Result<std::string> {
    auto found = named(*call, all);
    if (!found) return std::move(found).error();
    const WebhookTerms terms = (*found)->terms();
    if (auto done = deed(*call, all, terms); !done) return std::move(done).error();
    const Webhook* after = all.find(terms.id);
    if (after == nullptr) return FlatJson().text("removed", terms.id).take();
    return status_json(*after, call->host().published()->size());
  });
}

}  // namespace

void add_webhook(CallPtr call) {
  if (!call->caller.key) {
    return call->no(Problem{ProblemType::unauthenticated,
                            "a webhook belongs to an office, which answers for where it leads: send its token"});
  }
  auto asked = read_webhook(*call);
  if (!asked) return call->no(asked.error());
  if (auto beyond = beyond_scope(*call->caller.scope, asked->filter)) return call->no(*beyond);
  with_webhooks(call, 201, [call, asked = std::move(*asked)](Webhooks& all) -> Result<std::string> {
    auto id = all.add(asked.url, *call->caller.key, asked.filter, asked.start, own_of(*call));
    if (!id) return std::move(id).error();
    return status_json(*all.find(*id), call->host().published()->size());
  });
}

void list_webhooks(CallPtr call) {
  with_webhooks(call, 200, [call](Webhooks& all) -> Result<std::string> {
    std::vector<std::string> items;
    for (const std::string& id : all.ids()) {
      const Webhook& found = *all.find(id);
      if (may_manage(*call, found.terms().owner)) items.push_back(status_json(found, call->host().published()->size()));
    }
    return FlatJson().raw("items", list_json(items)).take();
  });
}

void get_webhook(CallPtr call) {
  with_webhook(call, [](const Call&, Webhooks&, const WebhookTerms&) -> Outcome { return {}; });
}

void delete_webhook(CallPtr call) {
  with_webhook(call, [](const Call&, Webhooks& all, const WebhookTerms& terms) { return all.remove(terms.id); });
}

// It hangs on the caller's key from then on, if that is its office's: the one that set it up may be revoked.
void enable_webhook(CallPtr call) {
  with_webhook(call, [](const Call& asking, Webhooks& all, const WebhookTerms& terms) -> Outcome {
    const Scope& scope = *asking.caller.scope;
    if (auto beyond = beyond_scope(scope, terms.filter)) return *beyond;
    const bool is_of_office = asking.served->callers.office_of(terms.owner) == scope.office();
    return all.enable(terms.id, is_of_office ? asking.caller.key : std::nullopt);
  });
}

void disable_webhook(CallPtr call) {
  with_webhook(call, [](const Call&, Webhooks& all, const WebhookTerms& terms) {
    return all.disable(terms.id, "by its owner");
  });
}

void rotate_webhook(CallPtr call) {
  with_webhook(call, [](const Call&, Webhooks& all, const WebhookTerms& terms) { return all.rotate(terms.id); });
}

void list_webhook_failures(CallPtr call) {
  const auto page = read_position_page(*call);
  if (!page) return call->no(page.error());
  with_webhooks(call, 200, [call, page = *page](Webhooks& all) -> Result<std::string> {
    auto found = named(*call, all);
    if (!found) return std::move(found).error();
    return page_json(page, (*found)->failures(page.from, page.limit + 1), failure_json);
  });
}

// All of them, or the one that ?position names.
void replay_webhook(CallPtr call) {
  const auto position = number_in(call->target, "position", 0, tree_size_max);
  if (!position) return call->no(position.error());
  const bool is_one = call->target.get("position").has_value();
  with_webhooks(call, 200, [call, is_one, at = Sequence{*position}](Webhooks& all) -> Result<std::string> {
    auto found = named(*call, all);
    if (!found) return std::move(found).error();
    if (!is_one) return FlatJson().number("replayed", (*found)->replay_all()).take();
    if (auto replayed = (*found)->replay(at); !replayed) return std::move(replayed).error();
    return FlatJson().number("replayed", 1).take();
  });
}

}  // namespace jejak
