#pragma once
// What reading routes have in common: coordinates, language, forms, pages and chosen members, as the request asks.

#include "api/answers/asked_coordinates.hpp"
#include "api/call.hpp"
#include "api/cursor.hpp"
#include "ledger/record/flat_json.hpp"

#include <set>

namespace jejak {

enum class Form : std::uint8_t { json, ndjson, csv };

// The first of en and id that Accept-Language names; else English.
Language language_of(const Request& request);
std::string tag_of(Language language);  // "en"

struct Asked {
  AskedCoordinates at;
  Asker asker;
  Form form = Form::json;
  std::uint64_t limit = 0;
  std::string cursor;            // decoded; empty: from the beginning
  std::set<std::string> fields;  // members that are shown; empty: all
};

constexpr std::uint64_t page_rows_default = 100;
constexpr std::uint64_t page_rows_max = 10'000;

enum class HasCsv : bool { no, yes };

// `known`: further members that this route's query may have. Errors: usage, malformed (a member it does not know, with
// the near one; members of a CSV, which are its columns).
Result<Asked> read_asked(const Call& call, std::initializer_list<std::string_view> known, HasCsv has_csv = HasCsv::yes);

// Pages of one list are pages of one moment: where the next one begins, and as of which size. Asked::cursor and
// ListAnswer::next hold it as text.
struct PageStart {
  TreeSize as_of;
  std::string after;
};
std::string print(const PageStart& start);
// Nothing for the first page. Errors: malformed, also where it is of more entries than `head`.
Result<std::optional<PageStart>> page_start(const std::string& cursor, TreeSize head);

// A page of a list that is read as it is now, in the order of positions: the cursor is the last one of the page before.
struct PositionPage {
  Sequence from;
  std::size_t limit = 0;
};
// Errors: usage, malformed (also a member of the query that is neither limit nor cursor).
Result<PositionPage> read_position_page(const Call& call);
// `found`: items from there on, one more than the limit where the list goes on.
template <class Item>
std::string page_json(const PositionPage& page, std::vector<Item> found, std::string (*json_of)(const Item&)) {
  const bool goes_on = found.size() > page.limit;
  if (goes_on) found.resize(page.limit);
  FlatJson json;
  json.raw("items", list_json(found, json_of));
  if (goes_on) json.text("next_cursor", print_cursor(std::to_string(found.back().position.value)));
  return json.take();
}

// Only those members of an object, or of every object of a list. The JSON is our own.
std::string chosen(const std::string& json, const std::set<std::string>& fields);
// Without those members, at any depth: what a skeleton leaves out.
std::string without(const std::string& json, const std::set<std::string>& fields);

// What a reading route answers with. What it rests on stands in a header too: CSV has no other place for it. The tag is
// taken over all of it, so that another byte, form or language has another tag.
CachedAnswer read_answer(const Asked& asked, std::string_view content_type, std::string body, const std::string& as_of);

// A list: items and where the next page begins, in the form that was asked for.
struct ListAnswer {
  std::string as_of;               // JSON
  std::vector<std::string> items;  // JSON
  std::string next;                // cursor, not yet printed; empty: that was all
  std::string csv;                 // the whole answer, where that form was asked for
};
Answer list_answer(const Call& call, const Asked& asked, ListAnswer list);

}  // namespace jejak
