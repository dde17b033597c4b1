#pragma once
// One request on its way to its answer: taken apart, with the ledger it is for and who asks.

#include "api/answer_cache.hpp"
#include "api/caller_desk.hpp"
#include "api/follower_desk.hpp"
#include "api/host.hpp"
#include "api/http.hpp"
#include "api/law_desk.hpp"
#include "api/live_log.hpp"
#include "api/metrics.hpp"
#include "api/problem.hpp"
#include "api/target.hpp"
#include "api/workers.hpp"

namespace jejak {

// One ledger and what the service keeps beside it.
struct Served {
  explicit Served(std::unique_ptr<Host> opened) : host(std::move(opened)), callers(*host), law(*host) {}
  AppendFigures appends;  // outlives the host, which answers until it is gone
  std::unique_ptr<Host> host;
  CallerDesk callers;
  LawDesk law;
  AnswerCache cache{64 * 1024 * 1024};
  std::unique_ptr<LiveLog> live;
  std::unique_ptr<FollowerDesk> followers;  // dies first
};

class Application;

struct Call {
  std::shared_ptr<const Request> request;
  Target target;
  std::vector<std::string> arguments;  // what stands for the {…} of the route
  Served* served = nullptr;            // null on routes of the whole service
  Caller caller;                       // nobody where who sends does not matter (Access::signer)
  Application* application = nullptr;
  Workers* workers = nullptr;
  Reply reply;

  Host& host() const { return *served->host; }
  void no(const Problem& problem) const { reply(answer_of(problem)); }
  void no(const Error& error) const { reply(answer_of(error)); }
  // The scope does not reach so far: 401 for whoever brought no key, else 403.
  void refuse_scope() const;
  // Goes on on a worker, where nothing that appends waits for what reads; too many there: overloaded. `kind` is of
  // reads.
  static void later(std::shared_ptr<Call> call, std::function<void(Call&)> then, ReadKind kind = ReadKind::answer);
};
using CallPtr = std::shared_ptr<Call>;

// A whole number given in the query; `otherwise` if it is not there. Errors: malformed.
Result<std::uint64_t> number_in(const Target& target, std::string_view name, std::uint64_t otherwise,
                                std::uint64_t max);

// Answers with what never changes, or with 304 where the client has it.
Answer immutable_answer(const Request& request, const CachedAnswer& answer);
// The same for what may change: to be asked again each time.
Answer current_answer(const Request& request, const CachedAnswer& answer);

}  // namespace jejak
