#pragma once
// Closed lists of codes that fields of the catalogue take. Codes stand in signed bytes for ever: they are only added.
// What a rule set may add to (violations, sanctions, ranks) is not here.

namespace jejak::codes {

inline constexpr const char* zones[] = {"WIB", "WITA", "WIT"};
inline constexpr const char* holder_kinds[] = {"DEFINITIF", "Pj", "Pjs", "Plt", "Plh"};
inline constexpr const char* election_kinds[] = {"PILKADA", "PEMILU"};
inline constexpr const char* origins[] = {"REPORT", "FINDING", "SUPERVISOR", "INTERNAL"};
inline constexpr const char* phases[] = {"B", "C"};
inline constexpr const char* subject_types[] = {"PNS", "CPNS", "PPPK", "NON_ASN"};
inline constexpr const char* person_roles[] = {"REPORTER", "WITNESS", "REPORTED"};
inline constexpr const char* conclusions[] = {"NEUTRALITY", "NOT_VIOLATION", "CRIMINAL", "ADMIN", "ETHICS_ORGANISER"};
inline constexpr const char* dismissal_grounds[] = {"NOT_PROVEN", "N01", "N02", "N03", "N04", "N05",
                                                    "N06",        "N07", "N08", "N09", "N10"};
inline constexpr const char* tracks[] = {"ETHICS", "DISCIPLINE", "STATUS"};
inline constexpr const char* examiner_kinds[] = {"ATASAN_LANGSUNG", "TIM_PEMERIKSA"};
inline constexpr const char* threats[] = {"LIGHT", "MODERATE", "SEVERE"};
inline constexpr const char* summonses[] = {"1", "2"};
inline constexpr const char* modes[] = {"FACE_TO_FACE", "VIRTUAL"};
inline constexpr const char* signatures[] = {"SIGNED", "REFUSED"};
inline constexpr const char* approval_kinds[] = {"SPECIFIC", "WAIVER"};
inline constexpr const char* deliveries[] = {"IN_PERSON", "POST"};
inline constexpr const char* closing_grounds[] = {"COMPLETED", "LEFT_SERVICE", "DIED", "LAPSED"};

}  // namespace jejak::codes
