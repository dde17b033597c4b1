#pragma once
// The parts of the table, one file a phase, and what many rows share. Only the catalogue and the rows include this.

#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/code_lists.hpp"
#include "ledger/rules/types.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> registry();
std::span<const CatalogueRow> prevention();
std::span<const CatalogueRow> intake();
std::span<const CatalogueRow> assessment();
std::span<const CatalogueRow> supervision();
std::span<const CatalogueRow> follow_up();
std::span<const CatalogueRow> examination();
std::span<const CatalogueRow> decision();
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

inline constexpr StateCode begins[] = {StateCode::none};
inline constexpr StateCode active[] = {StateCode::active};

}  // namespace jejak::rows
