// For whoever runs the service: is it alive, is it ready, what does it count; and the pages of its problems.

#include "api/application.hpp"
#include "ledger/data_folder.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace jejak {
namespace {

std::uint64_t free_bytes_at(const std::string& folder) {
  std::error_code failure;
  const auto space = std::filesystem::space(folder, failure);
  return failure ? 0 : space.available;
}

void answer_text(const Call& call, unsigned status, std::string body, std::string_view type) {
  Answer answer;
  answer.status = status;
  answer.content_type = type;
  answer.headers = {{"Cache-Control", "no-store"}};
  answer.body = body_of(std::move(body));
  call.reply(std::move(answer));
}

}  // namespace

std::vector<Application::Check> Application::checks() const {
  std::vector<Check> out;
  out.push_back({"serving", !draining_, false, draining_ ? "the service stops" : ""});
  for (const auto& served : served_) {
    Host& host = *served->host;
    const std::string prefix = host.options().name.empty() ? "" : host.options().name + "-";
    const auto head = host.reader().head();
    out.push_back({prefix + "log", head.has_value(), false, head ? "" : head.error().message});
    out.push_back({prefix + "writing", !host.ledger().stopped(), false,
                   host.ledger().stopped() ? "nothing can be appended until a restart" : ""});
    out.push_back({prefix + "clock", !host.ledger().clock_stopped(), false,
                   host.ledger().clock_stopped() ? "the clock stepped; ClockConfirmed by the roots ends it" : ""});
    const std::uint64_t room = free_bytes_at(host.options().folder);
    const bool has_room = room >= host.options().reserve_bytes;
    out.push_back({prefix + "disk", has_room, false,
                   has_room ? ""
                            : fmt::format("{} bytes are free and {} are kept: nothing is appended, reading goes on",
                                          room, host.options().reserve_bytes)});
    const auto trouble = host.trouble();
    out.push_back({prefix + "checkpoint", !trouble, false, trouble ? trouble->message : ""});
    const auto views = host.views().runner().trouble();
    out.push_back({prefix + "views", !views, views.has_value(), views ? views->message : ""});
  }
  return out;
}

std::string Application::metrics() const {
  MetricsText text;
  text.family("jejak_build_info", "gauge", "What runs.");
  text.sample("jejak_build_info", label("version", "0.1.0"), std::uint64_t{1});
  text.family("jejak_head_position", "gauge", "Entries in the log.");
  for (const auto& served : served_) {
    const auto head = served->host->reader().head();
    if (head) text.sample("jejak_head_position", label("origin", served->host->origin()), head->size.value);
  }
  text.family("jejak_published_position", "gauge", "Entries covered by the newest checkpoint.");
  for (const auto& served : served_) {
    text.sample("jejak_published_position", label("origin", served->host->origin()),
                served->host->published()->size().value);
  }
  text.family("jejak_checkpoint_timestamp_seconds", "gauge", "When the newest checkpoint was signed.");
  for (const auto& served : served_) {
    const auto at = std::chrono::duration_cast<std::chrono::seconds>(served->host->published()->at.time_since_epoch());
    text.sample("jejak_checkpoint_timestamp_seconds", label("origin", served->host->origin()),
                static_cast<std::uint64_t>(at.count()));
  }
  text.family("jejak_projection_position", "gauge", "Entries folded into the views.");
  for (const auto& served : served_) {
    text.sample("jejak_projection_position", label("origin", served->host->origin()),
                served->host->views().runner().position().value);
  }
  text.family("jejak_projection_lag_events", "gauge", "Entries not yet folded into the views.");
  for (const auto& served : served_) {
    const auto head = served->host->reader().head();
    const std::uint64_t at = served->host->views().runner().position().value;
    if (head) {
      text.sample("jejak_projection_lag_events", label("origin", served->host->origin()),
                  head->size.value > at ? head->size.value - at : 0);
    }
  }
  text.family("jejak_writable", "gauge", "Whether events can be appended.");
  for (const auto& served : served_) {
    text.sample(
        "jejak_writable", label("origin", served->host->origin()),
        static_cast<std::uint64_t>(!served->host->ledger().stopped() && !served->host->ledger().clock_stopped()));
  }
  text.family("jejak_disk_free_bytes", "gauge", "Room on the disk of the log.");
  for (const auto& served : served_) {
    text.sample("jejak_disk_free_bytes", label("origin", served->host->origin()),
                free_bytes_at(served->host->options().folder));
  }
  text.family("jejak_disk_reserve_bytes", "gauge", "Room below which nothing is appended.");
  for (const auto& served : served_) {
    text.sample("jejak_disk_reserve_bytes", label("origin", served->host->origin()),
                served->host->options().reserve_bytes);
  }
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

void answer_livez(CallPtr call) {
  answer_text(*call, 200, "ok\n", text_type);
}

void answer_readyz(CallPtr call) {
  const auto wanted = call->arguments.empty() ? std::string() : call->arguments.front();
  std::string told;
  bool is_well = true;
  bool is_known = wanted.empty();
  for (const Application::Check& check : call->application->checks()) {
    if (call->target.get("exclude") == check.name) continue;
    if (!wanted.empty() && wanted != check.name) continue;
    is_known = true;
    is_well = is_well && (check.is_well || check.is_degraded);
    told += fmt::format("[{}]{} {}{}\n",
                        check.is_well       ? "+"
                        : check.is_degraded ? "~"
                                            : "-",
                        check.name,
                        check.is_well       ? "ok"
                        : check.is_degraded ? "degraded: "
                                            : "failed: ",
                        check.detail);
  }
  if (!is_known) return call->no(Problem{ProblemType::not_found, "no check is called \"" + wanted + "\""});
  const bool verbose = call->target.get("verbose").has_value() || !is_well;
  answer_text(*call, is_well ? 200 : 503, verbose ? told : "ok\n", text_type);
}

void answer_metrics(CallPtr call) {
  answer_text(*call, 200, call->application->metrics(), "text/plain; version=0.0.4; charset=utf-8");
}

void answer_problem_page(CallPtr call) {
  auto page = problem_page(call->arguments.front());
  if (!page)
    return call->no(Problem{ProblemType::not_found, "no problem is called \"" + call->arguments.front() + "\""});
  answer_text(*call, 200, std::move(*page), html_type);
}

}  // namespace jejak
