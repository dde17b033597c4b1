#pragma once
// The parts of the table, one file a phase, and what many rows share. Only the catalogue and the rows include this.

#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/code_lists.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <array>

namespace jejak::rows {

std::span<const CatalogueRow> registry();
std::span<const CatalogueRow> prevention();
std::span<const CatalogueRow> intake();
std::span<const CatalogueRow> assessment();
std::span<const CatalogueRow> supervision();
std::span<const CatalogueRow> follow_up();
std::span<const CatalogueRow> examination();
std::span<const CatalogueRow> decision();
std::span<const CatalogueRow> approval();
std::span<const CatalogueRow> execution();
std::span<const CatalogueRow> remedy();
std::span<const CatalogueRow> candidacy();
std::span<const CatalogueRow> archive();

inline constexpr bool required = true;
inline constexpr bool optional = false;
inline constexpr bool happened = true;

inline constexpr const char* roots[] = {"ROOTS"};
inline constexpr const char* intake_role[] = {"INTAKE"};
inline constexpr const char* supervisor_role[] = {"SUPERVISOR"};
inline constexpr const char* decider_role[] = {"DECIDER"};
inline constexpr const char* registry_role[] = {"REGISTRY"};
inline constexpr const char* examiner_role[] = {"EXAMINER"};
inline constexpr const char* approver_role[] = {"POST_APPROVER"};
inline constexpr SignerGroup by_roots[] = {{roots}};
inline constexpr SignerGroup by_intake[] = {{intake_role}};
inline constexpr SignerGroup by_supervisor[] = {{supervisor_role}};
inline constexpr SignerGroup by_decider[] = {{decider_role}};
inline constexpr SignerGroup by_registry[] = {{registry_role}};
inline constexpr SignerGroup by_examiner[] = {{examiner_role}};
inline constexpr SignerGroup by_approver[] = {{approver_role}};

inline constexpr const char* supervising_roles[] = {"SUPERVISOR", "TRANSITION_SUPERVISOR"};
inline constexpr SignerGroup by_supervising[] = {{supervising_roles}};
// Whoever may have a case, or a part in it.
inline constexpr const char* authority_roles[] = {"INTAKE",   "SUPERVISOR", "TRANSITION_SUPERVISOR", "REGISTRY",
                                                  "PROPOSER", "DECIDER",    "LOWER_DECIDER",         "EXAMINER"};
inline constexpr SignerGroup by_authority[] = {{authority_roles}};

// Rows start from stretches of a stream's life. Within one stretch the numbers of the states rise without a gap, and
// they stand for ever: a state that is added later belongs to no stretch until a row says so.
template <StateCode First, StateCode Last>
inline constexpr auto between = [] {
  constexpr auto first = static_cast<std::uint16_t>(First);
  std::array<StateCode, static_cast<std::uint16_t>(Last) - first + 1> states{};
  for (std::uint16_t i = 0; i < states.size(); ++i) states[i] = static_cast<StateCode>(first + i);
  return states;
}();
template <StateCode State>
inline constexpr auto only = between<State, State>;

template <std::size_t... Sizes>
constexpr auto together(const std::array<StateCode, Sizes>&... stretches) {
  std::array<StateCode, (Sizes + ...)> states{};
  auto next = states.begin();
  ((next = std::copy(stretches.begin(), stretches.end(), next)), ...);
  return states;
}

inline constexpr StateCode in_study[] = {StateCode::opened, StateCode::under_clarification};
inline constexpr auto open_case = between<StateCode::opened, StateCode::completed>;

// Recommended, and not decided: what can be overdue.
inline constexpr auto undecided = between<StateCode::recommended, StateCode::approval_refused>;

inline constexpr StateCode begins[] = {StateCode::none};
inline constexpr StateCode active[] = {StateCode::active};

}  // namespace jejak::rows
