// What the service tells whoever watches it, in Prometheus' text form.

#include "api/application.hpp"

namespace jejak {
namespace {

using All = std::vector<std::unique_ptr<Served>>;

std::string of(const Served& served) {
  return label("origin", served.host->origin());
}

// One sample a ledger; `value` gives nothing where there is nothing to tell.
template <class Value>
void each(MetricsText& text, const All& all, const char* name, const char* type, const char* help, const Value& value) {
  text.family(name, type, help);
  for (const auto& served : all) {
    if (const std::optional<std::uint64_t> found = value(*served)) text.sample(name, of(*served), *found);
  }
}

std::optional<std::uint64_t> head_of(const Served& served) {
  const auto head = served.host->reader().head();
  return head ? std::optional(head->size.value) : std::nullopt;
}

std::uint64_t folded(const Served& served) {
  return served.host->views().runner().position().value;
}

std::optional<std::uint64_t> lag_of(const Served& served) {
  const auto head = head_of(served);
  if (!head) return std::nullopt;
  const std::uint64_t at = folded(served);
  return *head > at ? *head - at : 0;
}

// Since the oldest entry that is not in the views was recorded.
std::optional<std::uint64_t> lag_seconds_of(const Served& served) {
  const auto lag = lag_of(served);
  if (!lag || *lag == 0) return lag;
  const auto entry = served.host->reader().entry(Sequence{folded(served)});
  if (!entry) return std::nullopt;
  const std::int64_t passed = served.host->clock().now().us - entry->recorded_at.us;
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, passed) / 1'000'000);
}

void print_log(MetricsText& text, const All& all) {
  each(text, all, "jejak_head_position", "gauge", "Entries in the log.", head_of);
  each(text, all, "jejak_published_position", "gauge", "Entries covered by the newest checkpoint.",
       [](const Served& served) { return std::optional(served.host->published()->size().value); });
  each(text, all, "jejak_checkpoint_timestamp_seconds", "gauge", "When the newest checkpoint was signed.",
       [](const Served& served) {
         const auto at = served.host->published()->at.time_since_epoch();
         return std::optional(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(at).count()));
       });
  each(text, all, "jejak_verify_result", "gauge",
       "1: the tail that start-up derived again and the two roots of every checkpoint agreed; 0: one did not.",
       [](const Served& served) {
         return std::optional(static_cast<std::uint64_t>(!served.host->trouble() && !served.host->ledger().stopped()));
       });
  each(text, all, "jejak_writable", "gauge", "Whether events can be appended.", [](const Served& served) {
    return std::optional(
        static_cast<std::uint64_t>(!served.host->ledger().stopped() && !served.host->ledger().clock_stopped()));
  });
  each(text, all, "jejak_disk_free_bytes", "gauge", "Room on the disk of the log.",
       [](const Served& served) { return std::optional(served.host->free_bytes()); });
  each(text, all, "jejak_disk_reserve_bytes", "gauge", "Room below which nothing is appended.",
       [](const Served& served) { return std::optional(served.host->options().reserve_bytes); });
}

void print_appends(MetricsText& text, const All& all) {
  text.family("jejak_appends_total", "counter", "Events handed in over HTTP, by what became of them.");
  for (const auto& served : all) {
    const AppendFigures& figures = served->appends;
    const auto sample = [&](const char* result, const std::atomic<std::uint64_t>& count) {
      text.sample("jejak_appends_total", of(*served) + "," + label("result", result),
                  count.load(std::memory_order_relaxed));
    };
    sample("admitted", figures.admitted);
    sample("refused", figures.refused);
    sample("repeated", figures.repeated);
    sample("turned_away", figures.turned_away);
  }
  text.family("jejak_append_duration_seconds", "histogram", "From an event's arrival until it was durable.");
  for (const auto& served : all) {
    served->appends.duration.print(text.text(), "jejak_append_duration_seconds", of(*served));
  }
  text.family("jejak_wal_sync_duration_seconds", "histogram", "From a batch's write until it was on disk.");
  for (const auto& served : all) {
    const auto& durations = served->host->options().commit_durations;
    if (durations) durations->print(text.text(), "jejak_wal_sync_duration_seconds", of(*served));
  }
}

void print_views(MetricsText& text, const All& all) {
  each(text, all, "jejak_projection_position", "gauge", "Entries folded into the views.",
       [](const Served& served) { return std::optional(folded(served)); });
  each(text, all, "jejak_projection_lag_events", "gauge", "Entries not yet folded into the views.", lag_of);
  each(text, all, "jejak_projection_lag_seconds", "gauge", "Since the oldest of them was recorded.", lag_seconds_of);
}

void print_followers(MetricsText& text, const All& all) {
  std::vector<std::pair<std::string, FollowerFigures>> figures;
  for (const auto& served : all) figures.emplace_back(of(*served), served->followers->figures());
  const auto subscriptions = [&](const char* name, const char* type, const char* help, const auto& value) {
    text.family(name, type, help);
    for (const auto& [origin, of_ledger] : figures) {
      for (const auto& one : of_ledger.subscriptions) {
        text.sample(name, origin + "," + label("subscription", one.name), value(one.status));
      }
    }
  };
  subscriptions("jejak_subscription_lag_events", "gauge", "Entries between a subscription's place and the head.",
                [](const SubscriptionStatus& status) { return status.lag; });
  subscriptions("jejak_subscription_last_ack_timestamp_seconds", "gauge",
                "When something was last acknowledged; 0: never.", [](const SubscriptionStatus& status) {
                  const std::int64_t us = status.last_acknowledged ? status.last_acknowledged->us : 0;
                  return static_cast<std::uint64_t>(us / 1'000'000);
                });
  subscriptions("jejak_parked_events", "gauge", "Events that a subscription has put aside.",
                [](const SubscriptionStatus& status) { return static_cast<std::uint64_t>(status.parked); });
  text.family("jejak_webhook_lag_events", "gauge", "Entries between a webhook's place and the head.");
  for (const auto& [origin, of_ledger] : figures) {
    for (const auto& [id, lag] : of_ledger.webhook_lags) {
      text.sample("jejak_webhook_lag_events", origin + "," + label("webhook", id), lag);
    }
  }
  text.family("jejak_webhook_attempts_total", "counter", "Deliveries tried, by the answer's status; 0: no answer.");
  for (const auto& [origin, of_ledger] : figures) {
    for (const auto& [status, count] : of_ledger.webhook_attempts) {
      text.sample("jejak_webhook_attempts_total", origin + "," + label("code", std::to_string(status)), count);
    }
  }
  each(text, all, "jejak_live_readers", "gauge", "Readers of the live stream, long polls too.",
       [](const Served& served) { return std::optional(static_cast<std::uint64_t>(served.live->readers())); });
  each(text, all, "jejak_live_deliveries_total", "counter", "Events handed to them.",
       [](const Served& served) { return std::optional(served.live->delivered()); });
  each(text, all, "jejak_live_dismissals_total", "counter", "Readers sent away because they did not take their events.",
       [](const Served& served) { return std::optional(served.live->dismissals()); });
}

}  // namespace

std::string Application::metrics() const {
  MetricsText text;
  text.family("jejak_build_info", "gauge", "What runs.");
  text.sample("jejak_build_info", label("version", "0.1.0"), std::uint64_t{1});
  print_log(text, served_);
  print_appends(text, served_);
  print_views(text, served_);
  print_followers(text, served_);
  text.family("jejak_quota_refusals_total", "counter", "Requests turned away because their caller asked too often.");
  text.sample("jejak_quota_refusals_total", "", quota_refusals_.load(std::memory_order_relaxed));
  text.family("jejak_workers_waiting", "gauge", "Requests that wait for a worker.");
  text.sample("jejak_workers_waiting", "", static_cast<std::uint64_t>(workers_.waiting()));
  text.family("jejak_http_requests_total", "counter", "Requests answered, by operation and class of status.");
  const auto each_route = [&](const auto& visit) {
    for (std::size_t i = 0; i <= routes().size(); ++i) {
      visit(i < routes().size() ? routes()[i].operation : "none", counts_[i]);
    }
  };
  each_route([&text](const char* operation, const RouteCounts& counts) {
    for (std::size_t status = 1; status < counts.by_class.size(); ++status) {
      const std::uint64_t count = counts.by_class[status].load(std::memory_order_relaxed);
      if (count == 0) continue;
      text.sample("jejak_http_requests_total",
                  label("operation", operation) + "," + label("status", std::to_string(status) + "xx"), count);
    }
  });
  text.family("http_server_request_duration_seconds", "histogram", "From the request's end to its answer.");
  each_route([&text](const char* operation, const RouteCounts& counts) {
    bool any = false;
    for (const auto& count : counts.by_class) any = any || count.load(std::memory_order_relaxed) != 0;
    if (any) counts.duration.print(text.text(), "http_server_request_duration_seconds", label("operation", operation));
  });
  return std::move(text.text());
}

}  // namespace jejak
