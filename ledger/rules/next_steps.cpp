#include "ledger/rules/next_steps.hpp"

#include <algorithm>

namespace jejak {

namespace {

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

void add(std::vector<StateCode>& states, StateCode state) {
  if (state == StateCode::none || is_overlay(state)) return;
  if (std::find(states.begin(), states.end(), state) == states.end()) states.push_back(state);
}

}  // namespace

std::vector<StateCode> leads_to(const CatalogueRow& row) {
  std::vector<StateCode> states;
  add(states, row.to);
  for (const OutcomeRow& outcome : row.outcomes) add(states, outcome.to);
  return states;
}

std::vector<const CatalogueRow*> next_steps(StreamKind kind, StateCode state) {
  std::vector<const CatalogueRow*> found;
  for (const CatalogueRow* row : catalogue().rows()) {
    if (row->stream != kind) continue;
    if (std::find(row->from.begin(), row->from.end(), state) != row->from.end()) found.push_back(row);
  }
  return found;
}

std::string name_next_steps(StreamKind kind, StateCode state) {
  std::string moving;
  std::string staying;
  for (const CatalogueRow* row : next_steps(kind, state)) {
    std::string& out = leads_to(*row).empty() ? staying : moving;
    out += (out.empty() ? "" : "/") + std::string(row->shape.name);
  }
  return moving + (moving.empty() || staying.empty() ? "" : "/") + staying;
}

std::optional<StateCode> state_named(std::string_view wanted) {
  std::string sought(wanted);
  std::transform(sought.begin(), sought.end(), sought.begin(), upper);
  constexpr std::uint16_t states_end = 1000;
  for (std::uint16_t number = 0; number < states_end; ++number) {
    if (is_known_state(number) && sought == name(static_cast<StateCode>(number))) {
      return static_cast<StateCode>(number);
    }
  }
  return std::nullopt;
}

}  // namespace jejak
