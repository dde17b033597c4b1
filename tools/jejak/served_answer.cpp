#include "tools/jejak/served_answer.hpp"

#include "api/answers/law_ground.hpp"
#include "api/target.hpp"
#include "tools/jejak/json_words.hpp"
#include "tools/jejak/screen.hpp"

#include <boost/json/parse.hpp>

#include <array>

namespace jejak {
namespace {

constexpr std::size_t pages_max = 10'000;

struct Member {
  const char* word;   // on the command line
  const char* query;  // in the route's query; "/" is a further part of its path
};

struct Route {
  const char* command;
  const char* path;
  bool is_list;  // of pages; else one object
  std::vector<Member> members;
};

const std::vector<Route>& routes() {
  static const Member as_of{"--as-of", "as_of"};
  static const Member on{"--on", "on"};
  static const std::vector<Route> all = {
      {"case", "/v1/cases", true, {{"ID", "/"}, {"--timeline", "timeline"}, as_of, on}},
      {"tally",
       "/v1/tallies",
       false,
       {{"--by", "by"},
        {"--agency", "agency"},
        {"--where", "where"},
        {"--show", "show"},
        {"--counters", "counters"},
        {"--persons", "persons"},
        {"--times", "times"},
        {"--public", "public"},
        as_of,
        on}},
      {"deadlines", "/v1/deadlines", true, {{"CASE|AGENCY", "of"}, {"--overdue", "overdue"}, as_of, on}},
      {"windows", "/v1/windows", true, {{"REGION", "region"}, as_of, on}},
      {"offices", "/v1/offices", true, {{"AGENCY", "agency"}, as_of, on}},
      {"approvals", "/v1/approvals", true, {{"--agency", "agency"}, {"--state", "state"}, as_of, on}},
      {"refusals",
       "/v1/refusals",
       true,
       {{"--agency", "agency"}, {"--code", "code"}, {"--stream", "stream"}, {"--quick", ""}, as_of, on}},
      {"findings", "/v1/findings", true, {{"--case", "case"}, {"--agency", "agency"}, {"--code", "codes"}, as_of, on}},
  };
  return all;
}

const Route* route_of(const std::string& command) {
  for (const Route& route : routes()) {
    if (command == route.command) return &route;
  }
  return nullptr;
}

struct Question {
  std::string path;
  std::string query;
  bool is_list = false;
};

Result<Question> question_of(const Terminal& terminal, const Route& route, const RemoteLedger& remote,
                             const std::vector<GivenWord>& words) {
  Question out{route.path, "", route.is_list};
  bool is_quick = false;
  for (const GivenWord& word : words) {
    const Member* member = nullptr;
    for (const Member& each : route.members) {
      if (word.name == each.word) member = &each;
    }
    if (member == nullptr) return Error{Errc::usage, terminal.say(Text::served_not_asked, word.name, remote.url)};
    const std::string query = member->query;
    is_quick = is_quick || word.name == "--quick";
    if (query.empty()) continue;
    std::string value;
    for (const std::string& each : word.values) value += (value.empty() ? "" : ",") + each;
    if (query == "/") {
      out.path += "/" + print_in_target(value);
      out.is_list = false;
    } else {
      out.query += (out.query.empty() ? "?" : "&") + query + "=" + print_in_target(value);
    }
  }
  const std::string command = route.command;
  if (command == "refusals" && !is_quick) out.query += std::string(out.query.empty() ? "?" : "&") + "facts=true";
  return out;
}

// "</v1/cases?cursor=…>; rel="next"" → the path; empty at the end.
std::string next_page(const HttpAnswer& answer) {
  const std::string_view link = answer.header("link");
  const auto end = link.find('>');
  if (!link.starts_with("</") || end == std::string_view::npos || link.find("rel=\"next\"") == std::string_view::npos) {
    return {};
  }
  return std::string(link.substr(1, end - 1));
}

// The path that a link gives begins at the host; ours at the ledger's prefix.
std::string below_prefix(const RemoteLedger& remote, std::string path) {
  const auto host = remote.url.find("://") + 3;
  const auto slash = remote.url.find('/', host);
  const std::string prefix = slash == std::string::npos ? "" : remote.url.substr(slash);
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

// All pages of a list, each given to `take`.
Outcome each_page(const RemoteLedger& remote, const Question& question, const char* accept,
                  const std::function<void(const HttpAnswer&, bool is_last)>& take) {
  std::string path = question.path + question.query;
  for (std::size_t page = 0; page < pages_max; ++page) {
    if (interrupted()) return Error{Errc::interrupted, remote.url};
    auto answer = ask(remote, {"GET", path, accept, {}, {}});
    if (!answer) return std::move(answer).error();
    const std::string next = next_page(*answer);
    take(*answer, next.empty());
    if (next.empty()) return {};
    path = below_prefix(remote, next);
  }
  return Error{Errc::too_large, "more than " + std::to_string(pages_max) + " pages"};
}

// A list that has one item is one object on a folder.
Outcome tell_one(Terminal& terminal, const RemoteLedger& remote, const Question& question) {
  auto answer = ask(remote, {"GET", question.path + question.query, "application/x-ndjson", {}, {}});
  if (!answer) return std::move(answer).error();
  const std::string_view body = answer->body;
  constexpr std::string_view ground = "{\"as_of\":";
  const auto newline = body.find('\n');
  const auto rest = newline == std::string_view::npos ? std::string_view() : body.substr(newline + 1);
  if (!rest.starts_with(ground) || !rest.ends_with("}\n")) {
    return Error{Errc::malformed, "the service's answer has not one item"};
  }
  const std::string as_of(rest.substr(ground.size(), rest.size() - ground.size() - 2));
  terminal.out(answered_json(as_of, std::string(body.substr(0, newline))) + "\n");
  return {};
}

Outcome tell_ndjson(Terminal& terminal, const RemoteLedger& remote, const Question& question) {
  return each_page(remote, question, "application/x-ndjson", [&](const HttpAnswer& answer, bool is_last) {
    std::string_view body = answer.body;
    if (!is_last && body.size() > 1) {  // what it rests on stands behind the last page
      const auto newline = body.substr(0, body.size() - 1).rfind('\n');
      body = body.substr(0, newline == std::string_view::npos ? 0 : newline + 1);
    }
    terminal.out(body);
  });
}

// RFC 4180 with fields parted by tabs instead; a tab in a field becomes a blank.
std::string records_of(std::string_view csv) {
  std::string out;
  bool is_quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char letter = csv[i];
    if (letter == '"') {
      const bool is_quote = is_quoted && i + 1 < csv.size() && csv[i + 1] == '"';
      if (is_quote) out += csv[++i];
      if (!is_quote) is_quoted = !is_quoted;
    } else if (letter == ',' && !is_quoted) {
      out += '\t';
    } else if (letter != '\r') {
      out += letter == '\t' || (letter == '\n' && is_quoted) ? ' ' : letter;
    }
  }
  return out;
}

Outcome tell_records(Terminal& terminal, const RemoteLedger& remote, const Question& question) {
  return each_page(remote, question, "text/csv", [&](const HttpAnswer& answer, bool) {
    std::string_view body = answer.body;
    if (answer.header("content-type").starts_with("text/csv")) {  // what the columns are called is no record
      body.remove_prefix(std::min(body.size(), body.find('\n') + 1));
    }
    terminal.out(records_of(body));
  });
}

Outcome tell_tables(Terminal& terminal, const RemoteLedger& remote, const Question& question) {
  boost::json::array items;
  boost::json::value whole;
  std::optional<Error> trouble;
  auto read = each_page(remote, question, "application/json", [&](const HttpAnswer& answer, bool is_last) {
    boost::system::error_code failure;
    auto parsed = boost::json::parse(answer.body, failure);
    if (failure || !parsed.is_object()) {
      trouble = Error{Errc::malformed, "the service's answer is no JSON object"};
      return;
    }
    if (auto* page = parsed.get_object().if_contains("items"); page != nullptr && page->is_array()) {
      for (auto& item : page->get_array()) items.push_back(std::move(item));
      page->emplace_array();
    }
    if (is_last) whole = std::move(parsed);
  });
  if (!read) return read;
  if (trouble) return *trouble;
  auto& object = whole.get_object();
  if (question.is_list) {
    const boost::json::value as_of = object.contains("as_of") ? object.at("as_of") : boost::json::value();
    show(terminal, print_items(terminal, items) + "\n" + print_members(terminal, as_of));
  } else {
    show(terminal, print_members(terminal, whole));
  }
  return {};
}

}  // namespace

bool has_route(const std::string& command) {
  return route_of(command) != nullptr;
}

Result<ExitCode> tell_served_answer(Terminal& terminal, const RemoteLedger& remote, const std::string& command,
                                    const std::vector<GivenWord>& words) {
  const Route* route = route_of(command);
  JEJAK_ASSERT(route != nullptr);
  auto question = question_of(terminal, *route, remote, words);
  if (!question) return std::move(question).error();
  terminal.tell(Text::served_unchecked, remote.url);
  Outcome told;
  if (terminal.json()) {
    if (command == "windows") {
      told = tell_one(terminal, remote, *question);
    } else if (question->is_list) {
      told = tell_ndjson(terminal, remote, *question);
    } else {
      auto answer = ask(remote, {"GET", question->path + question->query, "application/json", {}, {}});
      if (answer) terminal.out(answer->body);
      if (!answer) told = std::move(answer).error();
    }
  } else if (terminal.plain()) {
    told = tell_records(terminal, remote, *question);
  } else {
    told = tell_tables(terminal, remote, *question);
  }
  if (!told) return std::move(told).error();
  return ExitCode::ok;
}

}  // namespace jejak
