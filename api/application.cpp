#include "api/application.hpp"

#include "ledger/proof/ed25519.hpp"
#include "ledger/record/flat_json.hpp"

#include <boost/json/serialize.hpp>

namespace jejak {
namespace {

bool fits(std::string_view pattern, const std::vector<std::string_view>& segments,
          std::vector<std::string>& arguments) {
  arguments.clear();
  std::size_t at = 0;
  while (!pattern.empty()) {
    const auto slash = pattern.find('/');
    const std::string_view piece = pattern.substr(0, slash);
    pattern.remove_prefix(slash == std::string_view::npos ? pattern.size() : slash + 1);
    if (piece == "*") {
      if (at >= segments.size()) return false;
      const char* begin = segments[at].data();
      const char* end = segments.back().data() + segments.back().size();
      arguments.emplace_back(begin, end);
      return true;
    }
    if (at == segments.size()) return false;
    if (piece.front() == '{') {
      arguments.emplace_back(segments[at]);
    } else if (piece != segments[at]) {
      return false;
    }
    ++at;
  }
  return at == segments.size();
}

// A trace id of W3C's `traceparent`, or a new one.
std::string trace_of(const Request& request) {
  const std::string_view parent = request.header("traceparent");
  if (parent.size() >= 35 && parent[2] == '-') {
    const std::string_view id = parent.substr(3, 32);
    const bool is_hex = id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (is_hex && id.find_first_not_of('0') != std::string_view::npos) return std::string(id);
  }
  const auto fresh = random_array<16>();
  return to_hex(fresh);
}

}  // namespace

Application::Application(ApplicationOptions options)
    : options_(std::move(options)),
      workers_(options_.workers, options_.waiting_max),
      counts_(std::make_unique<RouteCounts[]>(routes().size() + 1)),
      quota_(options_.rate ? std::make_unique<Quota>(*options_.rate) : nullptr) {}

Result<std::unique_ptr<Application>> Application::open(ApplicationOptions options,
                                                       std::vector<std::unique_ptr<Host>> hosts) {
  std::unique_ptr<Application> application(new Application(std::move(options)));
  if (auto taken = application->take(std::move(hosts)); !taken) return std::move(taken).error();
  return application;
}

Outcome Application::take(std::vector<std::unique_ptr<Host>> hosts) {
  LiveOptions live = options_.live;
  live.log = options_.log;
  for (auto& host : hosts) {
    auto served = std::make_unique<Served>(std::move(host));
    served->live = std::make_unique<LiveLog>(*served->host, workers_, live);
    auto subscriptions = FollowerDesk::open(*served->host, served->callers);
    if (!subscriptions) return std::move(subscriptions).error().during("subscriptions");
    served->followers = std::move(*subscriptions);
    served->host->on_published(
        [live = served->live.get(), subscriptions = served->followers.get()](const Published& newest) {
          live->published(newest.size());
          subscriptions->published();
        });
    served_.push_back(std::move(served));
  }
  return {};
}

Application::~Application() {
  stop();
}

void Application::start() {
  for (const auto& served : served_) {
    served->live->start();
    served->followers->start();
    served->host->start();
  }
}

void Application::drain() {
  if (draining_.exchange(true)) return;
  for (const auto& served : served_) {
    served->live->stop();
    served->followers->stop();
  }
}

void Application::stop() {
  drain();
  for (const auto& served : served_) served->host->stop();
  workers_.stop();
}

Application::Found Application::find(Method method, std::string_view path) const {
  Found found;
  const auto all = segments_of(path);
  const Method asked = method == Method::head ? Method::get : method;
  const auto look = [&](const std::vector<std::string_view>& segments, Served* served) {
    for (const Route& route : routes()) {
      if (route.of_ledger != (served != nullptr) || !fits(route.pattern, segments, found.arguments)) continue;
      if (route.method == asked) {
        found.route = &route;
        found.served = served;
        return true;
      }
      found.allowed += (found.allowed.empty() ? "" : ", ") + std::string(name(route.method));
    }
    return false;
  };
  if (look(all, nullptr)) return found;
  for (const auto& served : served_) {
    const std::string& prefix = served->host->options().name;
    if (prefix.empty()) {
      if (look(all, served.get())) return found;
    } else if (!all.empty() && all.front() == prefix) {
      if (look({all.begin() + 1, all.end()}, served.get())) return found;
    }
  }
  return found;
}

Reply Application::observed(const Request& request, std::size_t route, Reply reply) {
  struct Seen {
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    std::string trace;
    Method method;
    std::string path;
  };
  auto seen = std::make_shared<Seen>();
  seen->trace = request.trace;
  seen->method = request.method;
  if (options_.log) seen->path = request.target.substr(0, request.target.find('?'));
  return [this, seen, route, reply = std::move(reply)](Answer answer) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - seen->begun;
    RouteCounts& counts = counts_[route];
    counts.by_class[std::min<std::size_t>(answer.status / 100, 5)].fetch_add(1, std::memory_order_relaxed);
    counts.duration.add(took.count());
    if (answer.status >= 400) answer.headers.emplace_back("X-Trace-Id", seen->trace);
    answer.is_last = answer.is_last || draining_;
    if (options_.log && (options_.log_requests || answer.status >= 500)) {
      const LogLevel level = answer.status >= 500 ? LogLevel::error : LogLevel::info;
      options_.log(level, FlatJson()
                              .text("event", "request")
                              .text("trace", seen->trace)
                              .text("method", name(seen->method))
                              .text("path", seen->path)
                              .number("status", answer.status)
                              .number("us", static_cast<std::uint64_t>(took.count() * 1e6))
                              .take());
    }
    reply(std::move(answer));
  };
}

bool Application::grant(const std::string& owner, Reply& reply) {
  if (quota_ == nullptr || owner.empty()) return true;
  const Quota::Verdict verdict = quota_->take(owner, std::chrono::steady_clock::now());
  auto told = [policy = quota_->policy(), state = Quota::state(verdict), inner = std::move(reply)](Answer answer) {
    answer.headers.emplace_back("RateLimit-Policy", policy);
    answer.headers.emplace_back("RateLimit", state);
    inner(std::move(answer));
  };
  reply = std::move(told);
  if (verdict.is_granted) return true;
  quota_refusals_.fetch_add(1, std::memory_order_relaxed);
  reply(quota_->refusal(verdict));
  return false;
}

void Application::answer(std::shared_ptr<const Request> request, Reply reply) {
  auto target = parse_target(request->target);
  Found found = target ? find(request->method, target->path) : Found{};
  const std::size_t number =
      found.route != nullptr ? static_cast<std::size_t>(found.route - routes().data()) : routes().size();
  auto mutable_request = std::const_pointer_cast<Request>(request);  // nobody else has it yet
  mutable_request->trace = trace_of(*request);
  reply = observed(*request, number, std::move(reply));
  if (request->refused) return reply(answer_of(*request->refused));
  if (!target) return reply(answer_of(target.error()));
  if (found.route == nullptr) {
    if (!found.allowed.empty()) {
      return reply(answer_of(Problem{
          ProblemType::method_not_allowed, target->path + " takes " + found.allowed, {}, {{"Allow", found.allowed}}}));
    }
    return reply(answer_of(Problem{ProblemType::not_found, "nothing is at " + target->path}));
  }
  if (draining_ && found.route->access == Access::signer) {
    return reply(answer_of(Problem{ProblemType::not_ready, "the service stops"}));
  }
  auto call = std::make_shared<Call>();
  call->request = std::move(request);
  call->target = std::move(*target);
  call->arguments = std::move(found.arguments);
  call->served = found.served;
  call->application = this;
  call->workers = &workers_;
  call->reply = std::move(reply);
  if (found.served != nullptr) {
    auto caller = found.served->callers.identify(*call->request);
    const auto* no = std::get_if<Problem>(&caller);
    const auto key = no == nullptr ? std::get<Caller>(caller).key : std::nullopt;
    if (!grant(quota_owner(key, call->request->peer), call->reply)) return;
    if (found.route->access == Access::signer) return found.route->answer(std::move(call));
    if (no != nullptr) return call->no(*no);
    call->caller = std::get<Caller>(std::move(caller));
    const Scope& scope = *call->caller.scope;
    const bool is_shut = (found.route->access == Access::entries && !scope.may_read_entries()) ||
                         (found.route->access == Access::reader && scope.entitlement() == Entitlement::anyone);
    if (is_shut) return call->refuse_scope();
  }
  found.route->answer(std::move(call));
}

}  // namespace jejak
