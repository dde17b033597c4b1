// Cases and tallies, read from the views: what the commands `case` and `tally` answer, for whoever may see it.

#include "api/answers/case_json.hpp"
#include "api/answers/csv.hpp"
#include "api/answers/deadlines.hpp"
#include "api/answers/find_case.hpp"
#include "api/answers/ground.hpp"
#include "api/answers/tally_json.hpp"
#include "api/asked.hpp"
#include "api/case_parties.hpp"
#include "api/routes.hpp"
#include "ledger/proof/hash.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/states.hpp"

namespace jejak {
namespace {

constexpr std::size_t looked_at_max = 20'000;  // for one page: of a scope that sees few, or of an early moment
constexpr std::chrono::milliseconds views_lag_max{500};

// What was just recorded is in the views a moment later; errors: interrupted (they are further behind than that).
Outcome reach(const Call& call, TreeSize size) {
  const Runner& runner = call.host().views().runner();
  const bool is_stuck = runner.trouble().has_value();
  if (runner.wait_for(size, is_stuck ? std::chrono::milliseconds{0} : views_lag_max)) return {};
  return Error{Errc::interrupted, "the views stand at " + std::to_string(runner.position().value) + ", not yet at " +
                                      std::to_string(size.value)};
}

Result<Coordinates> coordinates_of(const Call& call, const Asked& asked) {
  const Reader& reader = call.host().reader();
  const TreeSize folded = call.host().views().runner().position();
  if (asked.at.as_of.empty() && asked.at.on.empty()) return Coordinates{folded, {}};
  auto head = reader.head();
  if (!head) return std::move(head).error();
  auto at = read_coordinates(asked.at, LedgerSource(reader), *head, asked.asker);
  if (!at) return std::move(at).error();
  if (asked.at.as_of.empty()) at->as_of = folded;
  if (auto reached = reach(call, at->as_of); !reached) return std::move(reached).error();
  return at;
}

Result<Ground> ground(const Call& call, Stamp stamp, const Coordinates& at, const Hash& digest) {
  auto out = ground_of(call.host().reader(), call.host().genesis(), std::move(stamp));
  if (!out) return out;
  out->at = at;
  out->answer = digest;
  return out;
}

// What the answer is kept under: all that it depends on besides the views' position. It names the newest checkpoint.
std::string key_of(const Call& call, const Asked& asked) {
  return call.target.path + "?" + call.target.query_text + "\n" + call.caller.class_of_answers() + "\n" +
         tag_of(asked.asker.language) + std::to_string(static_cast<int>(asked.form)) + "\n" +
         std::to_string(call.host().published()->size().value);
}

Error no_case(const std::string& name) {
  return Error{Errc::not_found, "no case is called \"" + name + "\", or it is not shown to you"};
}

struct CaseShown {
  Coordinates at;
  Stamped<CaseFile> found;
  std::vector<DeadlineLine> deadlines;
};

// The law first, and the case as of the same entries: its deadlines then rest on what the rest of it does.
Result<CaseShown> case_shown(const Call& call, const Asked& asked) {
  const std::string& name = call.arguments.front();
  CaseShown out;
  auto read = call.served->law.with(asked.at, Ask::everything, asked.asker, [&](LawReading& reading) -> Outcome {
    out.at.as_of = reading.head.size;
    if (reading.on_given) out.at.on = reading.on;
    if (auto reached = reach(call, out.at.as_of); !reached) return reached;
    auto found = find_case(call.host().views(), name, WithDigest::no, out.at, asked.asker.language);
    if (!found) {  // near names are told to those who may see every case
      const bool is_hidden = found.error().code == Errc::not_found && !call.caller.scope->follows_all();
      return is_hidden ? no_case(name) : found.error();
    }
    out.found = std::move(*found);
    if (!call.caller.scope->may_see_case(parties_of(out.found.value))) return no_case(name);
    auto deadlines = deadlines_of(reading, out.found.value);
    if (!deadlines) return std::move(deadlines).error();
    out.deadlines = std::move(*deadlines);
    return {};
  });
  if (!read) return std::move(read).error();
  return out;
}

std::string case_text(const Call& call, const CaseShown& shown) {
  const CaseFile& file = shown.found.value;
  const bool with_timeline = call.target.get("timeline").value_or("true") != "false";
  const bool is_full = call.caller.scope->fields_of(parties_of(file)) == Fields::full;
  const std::string json = case_json(file, with_timeline, {}, shown.deadlines);
  return is_full ? json : without(json, hidden_in_skeleton());
}

void answer_case_now(Call& call, const Asked& asked, const std::string& key) {
  auto shown = case_shown(call, asked);
  if (!shown) return call.no(shown.error());
  const std::string json = case_text(call, *shown);
  const Hash digest = digest_of(shown->found.value);
  const bool is_of_now = asked.at.as_of.empty() && asked.at.on.empty();
  const TreeSize position = is_of_now ? shown->at.as_of : shown->found.stamp.size;
  auto rests = ground(call, std::move(shown->found.stamp), shown->at, digest);
  if (!rests) return call.no(rests.error());
  const std::string as_of = ground_json(*rests);
  std::string body = answered_json(as_of, chosen(json, asked.fields)) + "\n";
  auto answer = std::make_shared<CachedAnswer>(read_answer(asked, json_type, std::move(body), as_of));
  answer->valid_at = position;
  call.served->cache.keep(key, answer);
  call.reply(current_answer(*call.request, *answer));
}

void answer_case_list(Call& call, const Asked& asked) {
  auto at = coordinates_of(call, asked);
  if (!at) return call.no(at.error());
  const auto start = page_start(asked.cursor, at->as_of);
  if (!start) return call.no(start.error());
  std::string after;
  if (*start) {
    at->as_of = (*start)->as_of;
    after = (*start)->after;
  }
  ListAnswer list;
  std::vector<CaseSummary> shown;
  Stamp stamp;
  bool is_end = false;
  const std::string agency(call.target.get("agency").value_or(""));
  const std::string state(call.target.get("state").value_or(""));
  const std::size_t at_once = std::max<std::size_t>(asked.limit, 100);
  for (std::size_t looked_at = 0; shown.size() < asked.limit && looked_at < looked_at_max && !is_end;) {
    if (auto going = asked.asker.go_on(); !going) return call.no(going.error());
    auto stretch = call.host().views().read_cases_after(*at, after, at_once);
    if (!stretch) return call.no(stretch.error());
    stamp = std::move(stretch->stamp);
    is_end = stretch->value.is_end;
    looked_at += at_once;
    after = std::move(stretch->value.looked_to);
    for (CaseSummary& one : stretch->value.cases) {
      const auto may = may_see_case(*call.caller.scope, one, call.host().reader());
      if (!may) return call.no(may.error());
      if (!*may) continue;
      if (!agency.empty() && one.home_agency != agency) continue;
      if (!state.empty() && name(one.state) != state) continue;
      shown.push_back(std::move(one));
      if (shown.size() < asked.limit) continue;
      after = shown.back().stream;
      is_end = false;
      break;
    }
  }
  for (const CaseSummary& one : shown) {
    const std::string json = cases_json({one});  // a list of one
    list.items.push_back(json.substr(1, json.size() - 2));
  }
  if (!is_end) list.next = print(PageStart{at->as_of, after});
  if (asked.form == Form::csv) {
    std::vector<std::vector<std::string>> rows;
    for (const CaseSummary& one : shown) {
      rows.push_back({one.stream, name(one.state), one.opener, print(one.opened_on), one.home_agency,
                      print(one.last_step_on), std::to_string(one.refusals)});
    }
    list.csv = print_csv(rows, {"case", "state", "opener", "opened_on", "home_agency", "last_step_on", "refusals"});
  }
  const Hash digest = digest_of(*at, shown);
  auto rests = ground(call, std::move(stamp), *at, digest);
  if (!rests) return call.no(rests.error());
  list.as_of = ground_json(*rests);
  call.reply(list_answer(call, asked, std::move(list)));
}

AskedCounts counts_of(const Call& call) {
  AskedCounts counts;
  counts.by = std::string(call.target.get("by").value_or(""));
  counts.agency = std::string(call.target.get("agency").value_or(""));
  counts.show = std::string(call.target.get("show").value_or(""));
  counts.counters = std::string(call.target.get("counters").value_or(""));
  std::string_view where = call.target.get("where").value_or("");
  while (!where.empty()) {
    const auto comma = where.find(',');
    counts.where.emplace_back(where.substr(0, comma));
    where.remove_prefix(comma == std::string_view::npos ? where.size() : comma + 1);
  }
  counts.persons = call.target.get("persons").value_or("false") != "false";
  counts.times = call.target.get("times").value_or("false") != "false";
  return counts;
}

struct Told {
  std::string json;
  Cells cells;
  std::vector<std::string> columns;
  Stamp stamp;
  Coordinates at;
};

// Small cells are suppressed for whoever may not see the cases that are counted.
bool is_public(const Call& call, const AskedCounts& counts) {
  const Scope& scope = *call.caller.scope;
  if (scope.follows_all()) return call.target.get("public").value_or("false") != "false";
  return counts.agency.empty() || !scope.may_see_agency(counts.agency);
}

// Two tables of the same cases, told apart otherwise or with other counters, can be subtracted from each other; each
// holds back what it must and no more. Whoever may not see the cases gets the one table that there is.
Outcome check_published(const Call& call, const AskedCounts& counts, const AskedTally& asked, const Asker& asker) {
  if (call.caller.scope->follows_all()) return {};
  const char* other = nullptr;
  if (asked.question.by != TallyQuestion{}.by) other = "by";
  if (!counts.show.empty() && counts.show != "cases") other = "show";
  if (!counts.counters.empty()) other = "counters";
  if (other == nullptr) return {};
  return Error{Errc::usage, asker.say(Phrase::tally_one_published, asker.name_of(other))};
}

Result<Told> public_counts(const Call& call, AskedTally& asked, const Coordinates& at, const Asker& asker) {
  const std::vector<Counter> counters = countable(asked.counters, asked.question);
  asked.question.at = at;
  asked.question.threads = 1;  // the other cores have other requests
  PublicTable table;
  auto read = call.host().views().with_tallies([&](const ViewReader& view) -> Outcome {
    auto published = public_tally(view, asked.question, counters, small_cell_default, asker.stops);
    if (!published) return std::move(published).error();
    table = std::move(*published);
    return {};
  });
  if (!read) return std::move(read).error();
  Told told;
  told.at = Coordinates{table.as_of.value == 0 ? at.as_of : table.as_of, {}};
  auto stamp = tally_stamp(LedgerSource(call.host().reader()), told.at.as_of);
  if (!stamp) return std::move(stamp).error();
  told.stamp = std::move(*stamp);
  told.json = public_tally_json(table, asked.question, counters, small_cell_default);
  told.cells = public_tally_cells(table, asker.language);
  told.columns = public_column_names(asked.question, counters);
  return told;
}

Result<Told> full_counts(const Call& call, AskedTally& asked, const Coordinates& at, const Asker& asker) {
  asked.question.at = at;
  asked.question.threads = 1;  // the other cores have other requests
  auto tallied = call.host().views().read_tally(asked.question);
  if (!tallied) return std::move(tallied).error();
  if (tallied->value.groups.empty()) {
    auto begun = check_begun(LedgerSource(call.host().reader()), at, asker);
    if (!begun) return std::move(begun).error();
  }
  const std::vector<Counter> counters = countable(asked.counters, asked.question);
  return Told{tally_json(tallied->value, asked.question, counters),
              tally_cells(tallied->value, asked.question, counters, asker.language),
              column_names(asked.question, counters), std::move(tallied->stamp), at};
}

void answer_tallies_now(Call& call, const Asked& asked, const std::string& key) {
  const auto valid_at = call.host().views().runner().position();  // before it is counted: it may go on meanwhile
  auto at = coordinates_of(call, asked);
  if (!at) return call.no(at.error());
  const AskedCounts counts = counts_of(call);
  auto question = read_tally_question(counts, asked.asker);
  if (!question) return call.no(question.error());
  const bool published = is_public(call, counts);
  if (published) {
    if (auto one = check_published(call, counts, *question, asked.asker); !one) return call.no(one.error());
  }
  if (auto going = asked.asker.go_on(); !going) return call.no(going.error());
  auto told =
      published ? public_counts(call, *question, *at, asked.asker) : full_counts(call, *question, *at, asked.asker);
  if (!told) return call.no(told.error());
  auto rests = ground(call, std::move(told->stamp), told->at, sha256(view(told->json)));
  if (!rests) return call.no(rests.error());
  const std::string as_of = ground_json(*rests);
  const bool is_csv = asked.form == Form::csv;
  std::string body =
      is_csv ? print_csv(told->cells, told->columns) : answered_json(as_of, chosen(told->json, asked.fields)) + "\n";
  auto answer =
      std::make_shared<CachedAnswer>(read_answer(asked, is_csv ? csv_type : json_type, std::move(body), as_of));
  answer->valid_at = valid_at;
  call.served->cache.keep(key, answer);
  call.reply(current_answer(*call.request, *answer));
}

// From the cache, or from a worker.
void answer_kept(const CallPtr& call, std::initializer_list<std::string_view> known,
                 void (*answer_now)(Call&, const Asked&, const std::string&), bool is_case) {
  auto asked = read_asked(*call, known, is_case ? HasCsv::no : HasCsv::yes);
  if (!asked) return call->no(asked.error());
  for (const char* of_lists : {"limit", "cursor"}) {
    if (!call->target.get(of_lists)) continue;
    return call->no(Error{Errc::malformed, std::string(of_lists) + ": this answer is one object, and has no pages"});
  }
  std::string key = key_of(*call, *asked);
  if (const auto kept = call->served->cache.find(key, call->host().views().runner().position())) {
    return call->reply(current_answer(*call->request, *kept));
  }
  const auto answer = [asked = *asked, key = std::move(key), answer_now](Call& waited) {
    answer_now(waited, asked, key);
  };
  // A case's deadlines are the law's.
  const bool is_walk = is_case && call->served->law.is_walk(asked->at, Ask::everything);
  Call::later(call, answer, is_walk ? ReadKind::walk : ReadKind::answer);
}

}  // namespace

void answer_case(CallPtr call) {
  answer_kept(call, {"timeline"}, answer_case_now, true);
}

void answer_cases(CallPtr call) {
  auto asked = read_asked(*call, {"agency", "state"});
  if (!asked) return call->no(asked.error());
  Call::later(call, [asked = std::move(*asked)](Call& waited) { answer_case_list(waited, asked); });
}

void answer_tallies(CallPtr call) {
  answer_kept(call, {"by", "agency", "where", "show", "counters", "persons", "times", "public"}, answer_tallies_now,
              false);
}

}  // namespace jejak
