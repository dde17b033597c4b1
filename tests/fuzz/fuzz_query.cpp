// What a reading route is asked with: words of the query, cursors, where a page starts. What is read is what the
// service gave, the link to the next page asks for the same and goes on where it says, and anything else is a clear no.

#include "api/asked.hpp"

#include <algorithm>

using namespace jejak;

namespace {

constexpr TreeSize head{1'000'000};

void is_clear(const Error& no) {
  JEJAK_ASSERT(no.code == Errc::usage || no.code == Errc::malformed || no.code == Errc::too_large);
  JEJAK_ASSERT(!no.message.empty());
}

void start_page(const std::string& cursor) {
  const auto start = page_start(cursor, head);
  if (!start) return is_clear(start.error());
  JEJAK_ASSERT(start->has_value() == !cursor.empty());
  if (*start) JEJAK_ASSERT((*start)->as_of <= head && print(**start) == cursor);
}

Call call_of(Target target, std::string_view accepted) {
  Request request;
  request.headers = {{"accept", std::string(accepted)}, {"accept-language", std::string(accepted)}};
  Call call;
  call.request = std::make_shared<const Request>(std::move(request));
  call.target = std::move(target);
  return call;
}

Result<Asked> asked_of(const Call& call) {
  return read_asked(call, {"agency", "of", "overdue"});
}

void ask_on(const Call& call, const Asked& asked) {
  ListAnswer list;
  list.as_of = "{}";
  list.next = print(PageStart{head, asked.cursor});
  const Answer answer = list_answer(call, asked, list);
  const auto link = std::find_if(answer.headers.begin(), answer.headers.end(),
                                 [](const auto& header) { return header.first == "Link"; });
  JEJAK_ASSERT(link != answer.headers.end() && link->second.starts_with("</"));
  JEJAK_ASSERT(link->second.ends_with(">; rel=\"next\"") && link->second.find('>') == link->second.rfind('>'));
  auto target = parse_target(std::string_view(link->second).substr(1, link->second.find('>') - 1));
  if (!target) {  // a cursor makes a query longer, and its name may have been spelt with a percent sign
    JEJAK_ASSERT(target.error().code == Errc::too_large || call.target.query_text.find('%') != std::string::npos);
    return;
  }
  const auto next = asked_of(call_of(std::move(*target), call.request->header("accept")));
  JEJAK_ASSERT(next.has_value() && next->cursor == list.next);
  JEJAK_ASSERT(next->limit == asked.limit && next->fields == asked.fields && next->form == asked.form);
  JEJAK_ASSERT(next->at.as_of == asked.at.as_of && next->at.on == asked.at.on);
}

void read_question(std::string_view line) {
  auto target = parse_target(line);
  if (!target) return;
  target->path = "/v1/cases";
  const Call call = call_of(std::move(*target), line);
  const auto asked = asked_of(call);
  if (!asked) return is_clear(asked.error());
  JEJAK_ASSERT(asked->limit >= 1 && asked->limit <= page_rows_max);
  const auto cursor = call.target.get("cursor");
  JEJAK_ASSERT(cursor.has_value() == !asked->cursor.empty());
  if (cursor) JEJAK_ASSERT(print_cursor(asked->cursor) == *cursor);
  for (const std::string& field : asked->fields) JEJAK_ASSERT(!field.empty() && field.find(',') == std::string::npos);
  start_page(asked->cursor);
  ask_on(call, *asked);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  for (int lines = 0; !input.empty() && lines < 16; ++lines) {
    const std::string_view line = input.substr(0, input.find('\n'));
    start_page(std::string(line));
    read_question(line);
    input.remove_prefix(std::min(input.size(), line.size() + 1));
  }
  return 0;
}
