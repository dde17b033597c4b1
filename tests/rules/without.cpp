#include "tests/rules/without.hpp"

#include "ledger/rules/order.hpp"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <set>

namespace jejak {

namespace {

// Every state there is, the beginning of a stream among them.
std::span<const StateCode> all_states() {
  static const std::vector<StateCode> all = [] {
    std::vector<StateCode> states;
    for (std::uint16_t number = 0; number < overlays_from; ++number) {
      if (is_known_state(number)) states.push_back(static_cast<StateCode>(number));
    }
    return states;
  }();
  return all;
}

struct Column {
  const char* name;
  bool (*asks)(const CatalogueRow&);
  void (*clear)(CatalogueRow&);
};

// Touches without what they require; they still move what they move.
std::span<const Touch> undemanding(std::span<const Touch> touches) {
  static std::deque<std::vector<Touch>> kept;
  kept.emplace_back(touches.begin(), touches.end());
  for (Touch& touch : kept.back()) touch.require = {};
  return kept.back();
}

bool any_requires(const CatalogueRow& row) {
  return std::any_of(row.touches.begin(), row.touches.end(), [](const Touch& touch) { return !touch.require.empty(); });
}

const Column columns[] = {
    {"from", [](const CatalogueRow& row) { return !row.from.empty(); },
     [](CatalogueRow& row) { row.from = all_states(); }},
    {"jurisdiction", [](const CatalogueRow& row) { return row.jurisdiction != Jurisdiction::none; },
     [](CatalogueRow& row) { row.jurisdiction = Jurisdiction::none; }},
    {"needs", [](const CatalogueRow& row) { return !row.needs.empty(); }, [](CatalogueRow& row) { row.needs = {}; }},
    {"expects", [](const CatalogueRow& row) { return !row.expects.empty(); },
     [](CatalogueRow& row) { row.expects = {}; }},
    {"require", &any_requires, [](CatalogueRow& row) { row.touches = undemanding(row.touches); }},
    {"within", [](const CatalogueRow& row) { return !row.within.empty(); }, [](CatalogueRow& row) { row.within = {}; }},
    {"documents", [](const CatalogueRow& row) { return row.document_required; },
     [](CatalogueRow& row) { row.document_required = false; }},
};

std::optional<Refusal> no_objection(const Judging&) {
  return std::nullopt;
}

// A copy of the whole table with changes, for as long as the program runs.
class Table {
 public:
  Table() {
    static const Catalogue whole;
    for (const CatalogueRow* row : whole.rows()) rows_.push_back(*row);
  }

  // The guard of that name in this row no longer objects. False if it has none.
  bool silence(CatalogueRow& row, std::string_view name) {
    std::vector<const Guard*> guards(row.guards.begin(), row.guards.end());
    const auto at =
        std::find_if(guards.begin(), guards.end(), [name](const Guard* each) { return each->name == name; });
    if (at == guards.end()) return false;
    silenced_.push_back(Guard{(*at)->name, (*at)->stage, &no_objection});
    *at = &silenced_.back();
    row.guards = lists_.emplace_back(std::move(guards));
    return true;
  }

  std::deque<CatalogueRow>& rows() { return rows_; }

 private:
  std::deque<CatalogueRow> rows_;
  std::deque<Guard> silenced_;
  std::deque<std::vector<const Guard*>> lists_;
};

struct Wanted {
  std::string kind;  // "check", "guard" or a column
  std::string name;  // of the check or guard
  std::string type;  // of one row; empty: all
};

Wanted read(const std::string& text) {
  Wanted wanted;
  const std::size_t at = text.find('@');
  const std::string what = text.substr(0, at);
  if (at != std::string::npos) wanted.type = text.substr(at + 1);
  const std::size_t colon = what.find(':');
  wanted.kind = what.substr(0, colon);
  if (colon != std::string::npos) wanted.name = what.substr(colon + 1);
  return wanted;
}

const std::optional<Wanted>& wanted() {
  static const std::optional<Wanted> once = [] {
    const char* text = std::getenv("JEJAK_WITHOUT");
    return text == nullptr ? std::nullopt : std::optional(read(text));
  }();
  return once;
}

// A run that leaves out what is not there would prove nothing.
void must_have_left_out(bool something) {
  if (something) return;
  std::cerr << "JEJAK_WITHOUT names nothing that there is\n";
  std::exit(99);
}

// Checks of guards are left out guard by guard; and what no row asks, nobody can miss.
bool can_be_missed(std::string_view check) {
  const auto any_row = [](const auto& asks) {
    const auto rows = catalogue().rows();
    return std::any_of(rows.begin(), rows.end(), [&asks](const CatalogueRow* row) { return asks(*row); });
  };
  if (check == "overlays") return any_row([](const CatalogueRow& row) { return !row.needs.empty(); });
  if (check == "within") return any_row([](const CatalogueRow& row) { return !row.within.empty(); });
  return !check.starts_with("guards of ");
}

bool leave_out_of(Table& table, const Wanted& what) {
  bool found = false;
  for (CatalogueRow& row : table.rows()) {
    if (!what.type.empty() && what.type != row.shape.name) continue;
    if (what.kind == "guard") {
      found = table.silence(row, what.name) || found;
      continue;
    }
    for (const Column& column : columns) {
      if (what.kind != column.name || !column.asks(row)) continue;
      column.clear(row);
      found = true;
    }
  }
  return found;
}

}  // namespace

const Catalogue& catalogue() {
  static const Catalogue& table = []() -> const Catalogue& {
    static Table rows;
    if (wanted() && wanted()->kind != "check") must_have_left_out(leave_out_of(rows, *wanted()));
    std::vector<const CatalogueRow*> pointers;
    for (const CatalogueRow& row : rows.rows()) pointers.push_back(&row);
    static const Catalogue built(std::move(pointers));
    return built;
  }();
  return table;
}

std::span<const Check> order_of_judgement() {
  static const std::vector<Check> order = [] {
    const auto whole = whole_order();
    std::vector<Check> checks(whole.begin(), whole.end());
    if (wanted() && wanted()->kind == "check") {
      must_have_left_out(std::erase_if(checks, [](const Check& each) { return each.name == wanted()->name; }) == 1);
    }
    return checks;
  }();
  return order;
}

namespace test {

std::vector<std::string> what_can_be_left_out() {
  std::vector<std::string> names;
  for (const Check& check : whole_order()) {
    if (can_be_missed(check.name)) names.push_back(std::string("check:") + check.name);
  }
  Table table;
  std::set<std::string> guards;
  for (const CatalogueRow& row : table.rows()) {
    for (const Guard* guard : row.guards) guards.insert(guard->name);
  }
  for (const std::string& guard : guards) names.push_back("guard:" + guard);
  for (const CatalogueRow& row : table.rows()) {
    for (const Guard* guard : row.guards) names.push_back(std::string("guard:") + guard->name + "@" + row.shape.name);
    for (const Column& column : columns) {
      if (column.asks(row)) names.push_back(std::string(column.name) + "@" + row.shape.name);
    }
  }
  return names;
}

}  // namespace test

}  // namespace jejak
