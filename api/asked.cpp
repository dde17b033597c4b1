#include "api/asked.hpp"

#include "api/session.hpp"
#include "ledger/proof/hash.hpp"
#include "ledger/record/flat_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace jejak {
namespace {

constexpr std::array<std::string_view, 5> common = {"as_of", "on", "limit", "cursor", "fields"};

Outcome check_names(const Call& call, const std::vector<std::string>& names) {
  for (const auto& [name, value] : call.target.query) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return Error{Errc::usage, with_near(Language::english, "query: \"" + name + "\" is not known here", name, names)};
    }
  }
  return {};
}

Result<std::uint64_t> limit_of(const Call& call) {
  auto limit = number_in(call.target, "limit", page_rows_default, page_rows_max);
  if (limit && *limit == 0) return Error{Errc::malformed, "limit: at least 1"};
  return limit;
}

// As text; empty for the first page.
Result<std::string> cursor_of(const Call& call) {
  const auto cursor = call.target.get("cursor");
  if (!cursor) return std::string();
  return read_cursor(*cursor);
}

Form form_of(std::string_view accepted) {
  if (accepted.find(ndjson_type) != std::string_view::npos) return Form::ndjson;
  if (accepted.find("text/csv") != std::string_view::npos) return Form::csv;
  return Form::json;
}

void drop(boost::json::value& value, const std::set<std::string>& fields) {
  if (auto* object = value.if_object()) {
    for (const std::string& field : fields) object->erase(field);
    for (auto& member : *object) drop(member.value(), fields);
  } else if (auto* array = value.if_array()) {
    for (auto& item : *array) drop(item, fields);
  }
}

void keep(boost::json::value& value, const std::set<std::string>& fields) {
  if (auto* object = value.if_object()) {
    std::vector<std::string> others;
    for (const auto& member : *object) {
      if (fields.count(std::string(member.key())) == 0) others.emplace_back(member.key());
    }
    for (const std::string& other : others) object->erase(other);
  } else if (auto* array = value.if_array()) {
    for (auto& item : *array) keep(item, fields);
  }
}

// RFC 8288.
std::string link_to_next(const Call& call, const std::string& cursor) {
  return "<" + call.target.path + "?" + call.target.query_without({"cursor"}) + "cursor=" + print_cursor(cursor) +
         ">; rel=\"next\"";
}

}  // namespace

Language language_of(const Request& request) {
  const std::string_view accepted = request.header("accept-language");
  for (std::size_t i = 0; i + 1 < accepted.size(); ++i) {
    if (i > 0 && accepted[i - 1] != ' ' && accepted[i - 1] != ',') continue;
    const std::string_view tag = accepted.substr(i, 2);
    if (tag == "en") return Language::english;
    if (tag == "id") return Language::indonesian;
  }
  return Language::english;
}

std::string tag_of(Language language) {
  return language == Language::english ? "en" : "id";
}

Result<Asked> read_asked(const Call& call, std::initializer_list<std::string_view> known, HasCsv has_csv) {
  std::vector<std::string> names(common.begin(), common.end());
  names.insert(names.end(), known.begin(), known.end());
  if (auto checked = check_names(call, names); !checked) return std::move(checked).error();
  Asked asked;
  asked.asker.language = language_of(*call.request);
  // By then the connection has been closed, and nobody is there to be answered.
  const SteadyTime until = std::chrono::steady_clock::now() + SessionLimits{}.answer;
  asked.asker.stops = [until] { return std::chrono::steady_clock::now() >= until; };
  asked.at.as_of = std::string(call.target.get("as_of").value_or(""));
  asked.at.on = std::string(call.target.get("on").value_or(""));
  asked.form = form_of(call.request->header("accept"));
  if (asked.form == Form::csv && has_csv == HasCsv::no) asked.form = Form::json;
  auto limit = limit_of(call);
  if (!limit) return std::move(limit).error();
  asked.limit = *limit;
  auto cursor = cursor_of(call);
  if (!cursor) return std::move(cursor).error();
  asked.cursor = std::move(*cursor);
  std::string_view fields = call.target.get("fields").value_or("");
  while (!fields.empty()) {
    const auto comma = fields.find(',');
    if (comma != 0) asked.fields.emplace(fields.substr(0, comma));
    fields.remove_prefix(comma == std::string_view::npos ? fields.size() : comma + 1);
  }
  if (asked.form == Form::csv && !asked.fields.empty()) {
    return Error{Errc::malformed, "fields: CSV has every column; ask for JSON or NDJSON, or without fields"};
  }
  return asked;
}

Result<PositionPage> read_position_page(const Call& call) {
  if (auto checked = check_names(call, {"limit", "cursor"}); !checked) return std::move(checked).error();
  auto limit = limit_of(call);
  if (!limit) return std::move(limit).error();
  auto cursor = cursor_of(call);
  if (!cursor) return std::move(cursor).error();
  if (cursor->empty()) return PositionPage{Sequence{0}, *limit};
  const auto last = parse_decimal(*cursor);
  if (!last || *last > tree_size_max) return no_such_cursor();
  return PositionPage{Sequence{*last + 1}, *limit};
}

std::string print(const PageStart& start) {
  return std::to_string(start.as_of.value) + ":" + start.after;
}

Result<std::optional<PageStart>> page_start(const std::string& cursor, TreeSize head) {
  if (cursor.empty()) return std::optional<PageStart>();
  const auto colon = cursor.find(':');
  const auto size = parse_decimal(cursor.substr(0, colon));
  if (!size || colon == std::string::npos || *size > head.value) {
    return no_such_cursor();
  }
  return std::optional(PageStart{TreeSize{*size}, cursor.substr(colon + 1)});
}

std::string chosen(const std::string& json, const std::set<std::string>& fields) {
  if (fields.empty()) return json;
  auto value = boost::json::parse(json);
  keep(value, fields);
  return boost::json::serialize(value);
}

std::string without(const std::string& json, const std::set<std::string>& fields) {
  auto value = boost::json::parse(json);
  drop(value, fields);
  return boost::json::serialize(value);
}

CachedAnswer read_answer(const Asked& asked, std::string_view content_type, std::string body,
                         const std::string& as_of) {
  CachedAnswer answer;
  answer.content_type = content_type;
  answer.headers = {{"Vary", "Accept, Accept-Language, Authorization"},
                    {"Content-Language", tag_of(asked.asker.language)},
                    {"Jejak-As-Of", as_of}};
  Sha256 digest;
  digest.update(view(content_type));
  for (const auto& [name, value] : answer.headers) {
    const std::string line = "\n" + name + ": " + value;
    digest.update(view(line));
  }
  digest.update(view("\n\n"));
  digest.update(view(body));
  answer.etag = "\"" + to_hex(view(digest.finish())).substr(0, 32) + "\"";
  answer.body = body_of(std::move(body));
  return answer;
}

Answer list_answer(const Call& call, const Asked& asked, ListAnswer list) {
  std::string_view content_type;
  std::string body;
  switch (asked.form) {
    case Form::csv:
      content_type = csv_type;
      body = std::move(list.csv);
      break;
    case Form::ndjson:
      content_type = ndjson_type;
      for (const std::string& item : list.items) body += chosen(item, asked.fields) + "\n";
      body += FlatJson().raw("as_of", list.as_of).take() + "\n";
      break;
    case Form::json: {
      content_type = json_type;
      FlatJson json;
      json.raw("as_of", list.as_of).raw("items", list_json(list.items, [&](const std::string& item) {
                                          return chosen(item, asked.fields);
                                        }));
      if (!list.next.empty()) json.text("next_cursor", print_cursor(list.next));
      body = json.take() + "\n";
      break;
    }
  }
  CachedAnswer answer = read_answer(asked, content_type, std::move(body), list.as_of);
  if (!list.next.empty()) answer.headers.emplace_back("Link", link_to_next(call, list.next));
  return current_answer(*call.request, answer);
}

}  // namespace jejak
