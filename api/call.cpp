#include "api/call.hpp"

#include "ledger/proof/lines.hpp"

namespace jejak {
namespace {

// If-None-Match (RFC 9110 §13.1.2): weak comparison of any of the tags. Our own are all strong.
bool has_it(const Request& request, std::string_view etag) {
  std::string_view tags = request.header("if-none-match");
  if (tags.empty()) return false;
  if (tags == "*") return true;
  while (!tags.empty()) {
    const auto comma = tags.find(',');
    std::string_view tag = tags.substr(0, comma);
    while (!tag.empty() && tag.front() == ' ') tag.remove_prefix(1);
    while (!tag.empty() && tag.back() == ' ') tag.remove_suffix(1);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
    if (comma == std::string_view::npos) return false;
    tags.remove_prefix(comma + 1);
  }
  return false;
}

Answer answer_with(const Request& request, const CachedAnswer& answer, const char* cache_control) {
  Answer out;
  out.headers.reserve(4 + answer.headers.size());
  out.headers.emplace_back("Cache-Control", cache_control);
  out.headers.emplace_back("ETag", answer.etag);
  out.headers.insert(out.headers.end(), answer.headers.begin(), answer.headers.end());
  if (has_it(request, answer.etag)) {
    out.status = 304;
    return out;
  }
  out.content_type = answer.content_type;
  out.body = answer.body;
  return out;
}

}  // namespace

void Call::refuse_scope() const {
  if (!caller.key) return no(Problem{ProblemType::unauthenticated, "this is not shown to everybody: bring a token"});
  no(Problem{ProblemType::forbidden, "the scope of " + caller.scope->office() + " does not reach so far"});
}

void Call::later(std::shared_ptr<Call> call, std::function<void(Call&)> then, ReadKind kind) {
  const bool is_read = call->request->method == Method::get || call->request->method == Method::head;
  auto task = [call, then = std::move(then)] { then(*call); };
  const bool is_taken =
      is_read ? call->workers->post_read(std::move(task), kind) : call->workers->post(std::move(task));
  if (is_taken) return;
  const char* detail = kind == ReadKind::walk ? "too many questions that go through the whole log wait for an answer"
                                              : "too many requests wait for an answer";
  call->no(Problem{ProblemType::overloaded, detail});
}

Result<std::uint64_t> number_in(const Target& target, std::string_view name, std::uint64_t otherwise,
                                std::uint64_t max) {
  const auto text = target.get(name);
  if (!text) return otherwise;
  const auto number = parse_decimal(*text);
  if (!number || *number > max) {
    return Error{Errc::malformed,
                 std::string(name) + ": \"" + std::string(*text) + "\" is not a number up to " + std::to_string(max)};
  }
  return *number;
}

Answer immutable_answer(const Request& request, const CachedAnswer& answer) {
  return answer_with(request, answer, "public, max-age=31536000, immutable");
}

Answer current_answer(const Request& request, const CachedAnswer& answer) {
  return answer_with(request, answer, "private, no-cache");
}

}  // namespace jejak
