// Following the ledger: server-sent events, and the same events as pages, with a long poll for those who cannot hold a
// connection.

#include "api/following.hpp"
#include "api/live_log.hpp"
#include "api/routes.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"

#include <algorithm>
#include <array>

namespace jejak {
namespace {

constexpr std::uint64_t page_max = 1'000;
constexpr std::uint64_t page_default = 100;
constexpr std::uint64_t wait_seconds_max = 60;
constexpr std::array filter_keys = {"type", "agency", "case", "stream", "election", "verdict"};

// Whoever may not read all entries is told that something happened and where, within the agencies of the own scope;
// what it was is then asked for as a case.
std::variant<Audience, Problem> audience_of(const Call& call) {
  const Scope& scope = *call.caller.scope;
  std::vector<EventFilter::Pair> pairs;
  for (const auto& [name, value] : call.target.query) {
    const bool filters = std::find(filter_keys.begin(), filter_keys.end(), name) != filter_keys.end();
    if (filters) {
      pairs.emplace_back(name, value);
    } else if (name != "after" && name != "limit") {
      return problem_of(
          Error{Errc::malformed, "\"" + name + "\" is none of " + joined(filter_keys) + ", after, limit"});
    }
  }
  auto filter = EventFilter::parse(pairs);
  if (!filter) return problem_of(filter.error());
  Audience audience;
  audience.filter = std::move(*filter);
  audience.is_thin = !scope.may_read_entries();
  if (auto beyond = beyond_scope(scope, audience.filter)) return problem_of(*beyond);
  return audience;
}

// The first position the caller has not seen. Last-Event-ID wins over ?after: the browser sends it when it comes back.
Result<Sequence> from_of(const Call& call, bool to_the_end) {
  const std::uint64_t head = call.host().published()->size().value;
  const auto last = call.request->header("last-event-id");
  const auto after = last.empty() ? call.target.get("after") : std::optional<std::string_view>(last);
  if (!after) return Sequence{to_the_end ? head : 0};
  const auto number = parse_decimal(*after);
  if (!number) return Error{Errc::malformed, "after: \"" + std::string(*after) + "\" is not a position"};
  return Sequence{*number + 1};
}

std::optional<Problem> beyond(const Call& call, Sequence from) {
  const std::uint64_t head = call.host().published()->size().value;
  if (from.value <= head) return std::nullopt;
  return Problem{ProblemType::position_out_of_range,
                 "position " + std::to_string(from.value - 1) + " is not in the published ledger",
                 {{"head", std::to_string(head)}}};
}

bool wants(const Call& call, std::string_view type) {
  return call.request->header("accept").find(type) != std::string_view::npos;
}

// Prefer: wait=15 (RFC 7240).
std::uint64_t wait_of(const Call& call) {
  const std::string_view prefer = call.request->header("prefer");
  const auto at = prefer.find("wait=");
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = prefer.substr(at + 5);
  const auto number = parse_decimal(rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size())));
  return number ? std::min(*number, wait_seconds_max) : 0;
}

void answer_page(Call& call, const Audience& audience, Sequence from, std::size_t count_max, bool is_last_try) {
  LiveLog& live = *call.served->live;
  const bool is_ndjson = wants(call, ndjson_type);
  std::string items;
  std::size_t count = 0;
  auto next = live.read(audience, from, count_max, [&](const ProjectedEntry& entry) -> Outcome {
    if (!is_ndjson && count > 0) items += ",";
    live.append(items, audience, entry);
    if (is_ndjson) items += "\n";
    ++count;
    return items.size() < live.page_bytes_max() ? Outcome() : Error{Errc::interrupted, ""};
  });
  if (!next) return call.no(next.error());
  const std::uint64_t wait = is_last_try ? 0 : wait_of(call);
  const auto published = call.host().published();
  if (count == 0 && wait > 0 && next->value >= published->size().value) {
    auto again = std::make_shared<Call>(call);
    return live.wait(audience, *next, std::chrono::seconds{wait}, [again, audience, from = *next, count_max] {
      const auto standing = standing_of(*again, audience.filter);  // still, after so long
      const May may = standing ? standing() : May::yes;
      if (may == May::no) return again->refuse_scope();
      if (may == May::unknown) return again->no(Error{Errc::interrupted, "nobody can say now who may follow"});
      answer_page(*again, audience, from, count_max, true);
    });
  }
  Answer answer;
  answer.headers.emplace_back("Cache-Control", "no-store");
  if (next->value > 0) {
    answer.headers.emplace_back("Link", "<" + call.target.path + "?" + call.target.query_without({"after"}) +
                                            "after=" + std::to_string(next->value - 1) + ">; rel=\"next\"");
  }
  answer.headers.emplace_back("Jejak-Position", std::to_string(published->size().value));
  if (is_ndjson) {
    answer.content_type = ndjson_type;
    answer.body = body_of(std::move(items));
  } else {
    answer.content_type = json_type;
    FlatJson json;
    json.raw("events", "[" + items + "]").number("head", published->size().value);
    if (next->value > 0) json.text("next_cursor", std::to_string(next->value - 1));
    json.raw("as_of",
             FlatJson().number("position", published->size().value).text("checkpoint", *published->note).take());
    answer.body = body_of(json.take() + "\n");
  }
  call.reply(std::move(answer));
}

void follow(const Call& call, Audience audience, Sequence from) {
  auto recipient = recipient_of(call, audience.filter);
  auto body = call.served->live->follow(std::move(audience), from, std::move(recipient));
  if (!body) return call.no(body.error());
  Answer answer;
  answer.content_type = event_stream_type;
  answer.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  answer.live = std::move(*body);
  call.reply(std::move(answer));
}

}  // namespace

void answer_events(CallPtr call) {
  auto found = audience_of(*call);
  if (const auto* no = std::get_if<Problem>(&found)) return call->no(*no);
  auto& audience = std::get<Audience>(found);
  const bool is_live = wants(*call, event_stream_type);
  const auto from = from_of(*call, is_live);
  if (!from) return call->no(from.error());
  if (const auto no = beyond(*call, *from)) return call->no(*no);
  if (is_live) return follow(*call, std::move(audience), *from);
  const auto limit = number_in(call->target, "limit", page_default, page_max);
  if (!limit) return call->no(limit.error());
  if (*limit == 0) return call->no(Error{Errc::malformed, "limit: at least 1"});
  Call::later(call, [audience = std::move(audience), from = *from, limit = *limit](Call& asked) {
    answer_page(asked, audience, from, limit, false);
  });
}

}  // namespace jejak
