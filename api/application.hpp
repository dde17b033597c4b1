#pragma once
// The service behind its sockets: finds the route of a request, who asks, and counts and logs how it was answered.

#include "api/metrics.hpp"
#include "api/quota.hpp"
#include "api/routes.hpp"
#include "api/service_log.hpp"

#include <atomic>

namespace jejak {

struct ApplicationOptions {
  unsigned workers = 2;
  std::size_t waiting_max = 1'024;
  LiveOptions live;
  bool log_requests = true;
  LogLine log;                    // null: nothing is said
  std::optional<QuotaRule> rate;  // of each caller of a ledger; not limited if there is none
};

class Application {
 public:
  // Opens what the service keeps beside each ledger. Errors: those of the service store.
  static Result<std::unique_ptr<Application>> open(ApplicationOptions options,
                                                   std::vector<std::unique_ptr<Host>> hosts);
  ~Application();  // everything that was appended has been answered; before the server that the answers go to

  void start();  // the hosts begin to publish
  // Nothing new is begun: /readyz says no, so that a balancer turns away, those who follow are sent away, nothing more
  // is taken to be appended, and each connection ends with its next answer.
  void drain();
  void stop();  // after the server has ended: workers and hosts

  void answer(std::shared_ptr<const Request> request, Reply reply);  // any thread

  std::string metrics() const;
  struct Check {
    std::string name;
    bool is_well = true;
    bool is_degraded = false;  // worth telling, but no reason to turn away
    std::string detail;
  };
  std::vector<Check> checks() const;
  bool is_draining() const { return draining_; }

 private:
  explicit Application(ApplicationOptions options);
  Outcome take(std::vector<std::unique_ptr<Host>> hosts);
  struct Found {
    const Route* route = nullptr;
    Served* served = nullptr;
    std::vector<std::string> arguments;
    std::string allowed;  // methods, where the path fits and the method does not
  };
  Found find(Method method, std::string_view path) const;
  Reply observed(const Request& request, std::size_t route, Reply reply);
  // Whether the caller may ask now; else it has been answered. What is answered then says how much is left.
  bool grant(const std::string& owner, Reply& reply);

  const ApplicationOptions options_;
  Workers workers_;
  std::unique_ptr<RouteCounts[]> counts_;  // one a route, and one for what fits none
  std::unique_ptr<Quota> quota_;           // null: not limited
  std::atomic<std::uint64_t> quota_refusals_{0};
  std::atomic<bool> draining_{false};
  std::vector<std::unique_ptr<Served>> served_;  // dies first: what waits there to be judged is still answered
};

}  // namespace jejak
