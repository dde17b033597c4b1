// For whoever runs the service: is it alive, is it ready, what does it count; and the pages of its problems.

#include "api/application.hpp"
#include "ledger/data_folder.hpp"

#include <fmt/format.h>

namespace jejak {
namespace {

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
    const std::uint64_t room = host.free_bytes();
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
