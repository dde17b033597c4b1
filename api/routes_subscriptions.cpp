// Durable subscriptions: set up, looked at, consumed over a WebSocket, their parked events handed out again.

#include "api/asked.hpp"
#include "api/desk_answer.hpp"
#include "api/following.hpp"
#include "api/routes.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json_cursor.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace jejak {
namespace {

std::string status_json(const Subscription& subscription, TreeSize head) {
  const SubscriptionTerms& terms = subscription.terms();
  const SubscriptionStatus status = subscription.status(head);
  FlatJson json;
  json.text("name", terms.name)
      .text("owner", to_hex(terms.owner))
      .text("filter", terms.filter.text())
      .number("start", terms.start.value)
      .number("unacknowledged_max", terms.unacknowledged_max)
      .number("attempts_max", terms.attempts_max)
      .number("timeout_ms", static_cast<std::uint64_t>(terms.timeout_us / 1'000))
      .number("retry_delay_ms", static_cast<std::uint64_t>(terms.retry_delay_us / 1'000))
      .number("checkpoint", status.checkpoint.value)
      .number("lag", status.lag)
      .number("consumers", status.consumers)
      .number("in_flight", status.in_flight)
      .number("ready", status.ready)
      .number("waiting", status.waiting)
      .number("parked", status.parked)
      .truth("parked_full", status.parked_full);
  if (status.last_acknowledged) json.text("last_acknowledged", print(*status.last_acknowledged));
  return json.take();
}

std::string parked_json(const ParkedEvent& parked) {
  FlatJson json;
  json.number("position", parked.position.value);
  if (!parked.stream.empty()) json.text("stream", parked.stream);
  return json.number("attempts", parked.attempts)
      .text("reason", name(parked.reason))
      .text("parked_at", print(parked.parked_at))
      .truth("replaying", parked.replaying)
      .take();
}

Result<std::uint64_t> whole(const boost::json::value& value, std::string_view member) {
  if (!value.is_int64() || value.as_int64() < 0) {
    return Error{Errc::malformed, std::string(member) + ": a whole number"};
  }
  return static_cast<std::uint64_t>(value.as_int64());
}

struct AskedTerms {
  SubscriptionTerms terms;
  bool says_start = false;
};

Result<AskedTerms> terms_of(const Call& call) {
  AskedTerms asked;
  SubscriptionTerms& terms = asked.terms;
  terms.name = call.arguments.front();
  if (call.caller.key) terms.owner = *call.caller.key;
  terms.start = Sequence{call.host().published()->size().value};
  if (call.request->body.empty()) return asked;
  auto parsed = parse_strict_json(call.request->body);
  if (!parsed) return std::move(parsed).error();
  const auto* object = parsed->if_object();
  if (object == nullptr) return Error{Errc::malformed, "the body is not an object"};
  for (const auto& member : *object) {
    const std::string_view key(member.key().data(), member.key().size());
    if (key == "filter") {
      const auto* text = member.value().if_string();
      if (text == nullptr) return Error{Errc::malformed, "filter: a text like \"type=CaseOpened&agency=prov:64\""};
      auto filter = EventFilter::parse(std::string_view(text->data(), text->size()));
      if (!filter) return std::move(filter).error();
      terms.filter = std::move(*filter);
      continue;
    }
    auto number = whole(member.value(), key);
    if (!number) return std::move(number).error();
    const auto small = static_cast<std::uint32_t>(std::min<std::uint64_t>(*number, 0xffff'ffff));
    const auto us = static_cast<std::int64_t>(std::min<std::uint64_t>(*number, 1'000'000'000) * 1'000);
    if (key == "start") {
      terms.start = Sequence{*number};
      asked.says_start = true;
    } else if (key == "unacknowledged_max") {
      terms.unacknowledged_max = small;
    } else if (key == "attempts_max") {
      terms.attempts_max = small;
    } else if (key == "timeout_ms") {
      terms.timeout_us = us;
    } else if (key == "retry_delay_ms") {
      terms.retry_delay_us = us;
    } else {
      return Error{Errc::malformed, "\"" + std::string(key) +
                                        "\" is none of filter, start, unacknowledged_max, attempts_max, timeout_ms, "
                                        "retry_delay_ms"};
    }
  }
  return asked;
}

Result<Subscription*> named(const Call& call, Subscriptions& all) {
  Subscription* found = all.find(call.arguments.front());
  if (found != nullptr && may_manage(call, found->terms().owner)) return found;
  return Error{Errc::not_found, "no subscription is called \"" + call.arguments.front() + "\""};
}

void with_subscription(const CallPtr& call, std::function<Result<std::string>(Subscriptions&, Subscription&)> use) {
  answer_after<Subscriptions>(call, [call, use = std::move(use)](Subscriptions& all) -> Result<Answer> {
    auto found = named(*call, all);
    if (!found) return std::move(found).error();
    auto json = use(all, **found);
    if (!json) return std::move(json).error();
    return json_answer(200, *json);
  });
}

// Sec-WebSocket-Protocol is a list of tokens, on one line or several (RFC 6455 §11.3.4).
bool offers(const Request& request, std::string_view protocol) {
  for (const auto& [name, value] : request.headers) {
    if (name != "sec-websocket-protocol") continue;
    std::string_view rest = value;
    for (;;) {
      const auto comma = rest.find(',');
      std::string_view token = rest.substr(0, comma);
      token.remove_prefix(std::min(token.find_first_not_of(" \t"), token.size()));
      if (token.substr(0, token.find_last_not_of(" \t") + 1) == protocol) return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

}  // namespace

void put_subscription(CallPtr call) {
  auto asked = terms_of(*call);
  if (!asked) return call->no(asked.error());
  if (auto checked = check_terms(asked->terms); !checked) return call->no(checked.error());
  if (auto beyond = beyond_scope(*call->caller.scope, asked->terms.filter)) return call->no(*beyond);
  answer_after<Subscriptions>(call, [call, asked = std::move(*asked)](Subscriptions& all) -> Result<Answer> {
    SubscriptionTerms terms = asked.terms;
    // The same terms again change nothing, and a start that was not said is the one that stands.
    if (const Subscription* before = all.find(terms.name)) {
      if (!asked.says_start) terms.start = before->terms().start;
      // It is the office's, whichever of its keys asks.
      if (may_manage(*call, before->terms().owner)) terms.owner = before->terms().owner;
    }
    auto created = all.create(terms, own_of(*call));
    if (!created) return std::move(created).error();
    return json_answer(200, status_json(**created, call->host().published()->size()));
  });
}

void get_subscription(CallPtr call) {
  with_subscription(call, [call](Subscriptions&, Subscription& found) -> Result<std::string> {
    return status_json(found, call->host().published()->size());
  });
}

void delete_subscription(CallPtr call) {
  with_subscription(call, [call](Subscriptions& all, Subscription& found) -> Result<std::string> {
    const std::string name = found.terms().name;
    if (auto removed = all.remove(name); !removed) return std::move(removed).error();
    call->served->followers->dismiss(name);
    return FlatJson().text("removed", name).take();
  });
}

void list_subscriptions(CallPtr call) {
  answer_after<Subscriptions>(call, [call](Subscriptions& all) -> Result<Answer> {
    std::vector<std::string> items;
    for (const std::string& name : all.names()) {
      const Subscription& found = *all.find(name);
      if (!may_manage(*call, found.terms().owner)) continue;
      items.push_back(status_json(found, call->host().published()->size()));
    }
    return json_answer(200, FlatJson().raw("items", list_json(items)).take());
  });
}

void list_parked(CallPtr call) {
  const auto page = read_position_page(*call);
  if (!page) return call->no(page.error());
  with_subscription(call, [page = *page](Subscriptions&, Subscription& found) -> Result<std::string> {
    return page_json(page, found.parked(page.from, page.limit + 1), parked_json);
  });
}

// All of them, or the one that ?position names.
void replay_parked(CallPtr call) {
  const auto position = number_in(call->target, "position", 0, tree_size_max);
  if (!position) return call->no(position.error());
  const bool is_one = call->target.get("position").has_value();
  with_subscription(call,
                    [is_one, at = Sequence{*position}](Subscriptions&, Subscription& found) -> Result<std::string> {
                      if (!is_one) return FlatJson().number("replayed", found.replay_all()).take();
                      if (auto replayed = found.replay(at); !replayed) return std::move(replayed).error();
                      return FlatJson().number("replayed", 1).take();
                    });
}

void drop_parked(CallPtr call) {
  const auto position = parse_decimal(call->arguments.back());
  if (!position) return call->no(Error{Errc::malformed, "\"" + call->arguments.back() + "\" is not a position"});
  with_subscription(call, [at = Sequence{*position}](Subscriptions&, Subscription& found) -> Result<std::string> {
    if (auto dropped = found.drop(at); !dropped) return std::move(dropped).error();
    return FlatJson().number("dropped", at.value).take();
  });
}

void consume_subscription(CallPtr call) {
  if (!call->request->is_upgrade) {
    return call->no(Problem{ProblemType::malformed, "a WebSocket is spoken here", {}, {{"Upgrade", "websocket"}}});
  }
  if (!offers(*call->request, subscription_protocol)) {
    return call->no(Error{Errc::malformed,
                          "Sec-WebSocket-Protocol: " + std::string(subscription_protocol) + " is what is spoken here"});
  }
  answer_after<Subscriptions>(call, [call](Subscriptions& all) -> Result<Answer> {
    auto found = named(*call, all);
    if (!found) return std::move(found).error();
    const SubscriptionTerms& terms = (*found)->terms();
    if (auto beyond = beyond_scope(*call->caller.scope, terms.filter)) return *beyond;
    Answer answer;
    answer.status = 101;
    answer.socket = call->served->followers->consumer(terms, !call->caller.scope->may_read_entries(),
                                                      standing_of(*call, terms.filter));
    return answer;
  });
}

}  // namespace jejak
