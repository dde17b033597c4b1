#pragma once
// What the table lets follow: the steps that may be recorded next in a stream of some kind that is in some state.

#include "ledger/rules/catalogue.hpp"

#include <vector>

namespace jejak {

// The states that a row may lead its stream to: `to` and its outcomes, without overlays; empty if it leaves it.
std::vector<StateCode> leads_to(const CatalogueRow& row);

// Rows of the kind that may happen in the state, by their number. `none`: those that begin a stream.
std::vector<const CatalogueRow*> next_steps(StreamKind kind, StateCode state);

// Their names, those that move the state first, parted by "/"; empty if nothing may follow.
std::string name_next_steps(StreamKind kind, StateCode state);

// The state of that name; nothing if there is none. Any case.
std::optional<StateCode> state_named(std::string_view name);

}  // namespace jejak
