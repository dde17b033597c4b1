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
inline constexpr const char* impacts[] = {"UNIT", "REGION", "NATION"};
inline constexpr const char* summonses[] = {"1", "2"};
inline constexpr const char* modes[] = {"FACE_TO_FACE", "VIRTUAL"};
inline constexpr const char* signatures[] = {"SIGNED", "REFUSED"};
inline constexpr const char* approval_kinds[] = {"SPECIFIC", "WAIVER"};
inline constexpr const char* deliveries[] = {"IN_PERSON", "POST"};
inline constexpr const char* closing_grounds[] = {"COMPLETED", "LEFT_SERVICE", "DIED", "LAPSED"};
inline constexpr const char* briefings[] = {"SOSIALISASI", "RAKOR"};
inline constexpr const char* secretariats[] = {"PPK_KPU", "PANWASCAM", "PPS"};
inline constexpr const char* not_registered_reasons[] = {"LATE", "INCOMPLETE", "NO_STANDING"};
inline constexpr const char* withdrawers[] = {"REPORTER", "REPRESENTATIVE"};
inline constexpr const char* out_of_scope_kinds[] = {"TNI", "POLRI", "KADES", "PASLON", "OTHER"};
inline constexpr const char* evidence_kinds[] = {"DOCUMENT",  "PHOTO",  "VIDEO", "AUDIO",
                                                 "STATEMENT", "OBJECT", "PAGE",  "OTHER"};
inline constexpr const char* evidence_sources[] = {"OFFICIAL_RELEASE", "PRESS",        "SOCIAL_MEDIA",
                                                   "WITNESS",          "AUTHORITY",    "REPORTER",
                                                   "REPORTED",         "FOREIGN_BODY", "UNKNOWN"};
inline constexpr const char* match_bases[] = {"SUBJECT", "ACT", "DATE", "PLACE", "REPORTER", "EXTERNAL_REFERENCE"};
inline constexpr const char* exemption_grounds[] = {"N01", "N02", "N03", "N04", "N05",
                                                    "N06", "N07", "N08", "N09", "N10"};
inline constexpr const char* criminal_results[] = {"PROSECUTED", "STOPPED", "ACQUITTED_FINAL", "CONVICTED_FINAL"};
inline constexpr const char* candidate_side_modes[] = {"MENGAJAK", "MENGUNDANG", "MEMFASILITASI"};
inline constexpr const char* yes_no[] = {"YES", "NO"};
inline constexpr const char* verification_results[] = {"PROVEN", "NOT_PROVEN", "MORE_NEEDED"};
inline constexpr const char* block_scopes[] = {"PROMOTION", "TRANSFER", "PENSION", "SERVICES"};  // never the salary
inline constexpr const char* unblocking_causes[] = {"DECISION", "RECOMMENDATION_WITHDRAWN", "ANNULLED", "COURT"};
inline constexpr const char* follow_up_matches[] = {"AS_RECOMMENDED", "DEVIATION_ACCEPTED"};
inline constexpr const char* transfer_reasons[] = {"WRONG_AGENCY", "MOVED", "SECONDED"};
inline constexpr const char* conflict_reasons[] = {"CANDIDATE", "RELATIVE", "INVOLVED", "OTHER"};
inline constexpr const char* excuses[] = {"NONE", "VALID"};
inline constexpr const char* council_findings[] = {"PROVEN", "NOT_PROVEN", "REFERRED"};
inline constexpr const char* suspension_grounds[] = {"STATE_OFFICIAL", "COMMISSION_MEMBER", "DETAINED_SUSPECT"};
inline constexpr const char* opinions[] = {"FOR", "AGAINST"};
// What a correction may touch: nothing that a right or a duty follows from.
inline constexpr const char* correctable[] = {"DECISION_NO", "DECISION_DATE", "NAME_SPELLING",
                                              "TITLE",       "UNIT_NAME",     "CITATION"};
inline constexpr const char* publications[] = {"OPEN_STATEMENT", "NOTICE_BOARD", "OFFICIAL_SITE"};
inline constexpr const char* execution_manners[] = {"SERVING", "EXECUTED", "DISCHARGED"};
inline constexpr const char* irregularities[] = {"NO_AUTHORITY", "NO_APPROVAL", "NO_EXAMINATION", "IN_WINDOW", "OTHER"};
inline constexpr const char* reopened_phases[] = {"OPENED", "UNDER_SUPERVISION", "PPK_RECEIVED", "COMPLETED"};
inline constexpr const char* reopening_reasons[] = {"NEW_EVIDENCE", "COURT_ORDER", "SUPERVISOR_REVIEW"};
inline constexpr const char* leaving_kinds[] = {"RETIRED", "DIED", "MOVED", "RESIGNED", "CANDIDATE"};
inline constexpr const char* leaving_consequences[] = {"CLOSES", "CONTINUES"};
inline constexpr const char* inadmissible_grounds[] = {"LATE", "WRONG_OBJECT", "INCOMPLETE"};
inline constexpr const char* objection_outcomes[] = {"UPHELD", "LIGHTENED", "AGGRAVATED", "AMENDED", "ANNULLED"};
inline constexpr const char* appeal_outcomes[] = {"MEMPERKUAT", "MEMPERINGAN", "MEMPERBERAT",
                                                  "MENGUBAH",   "MEMBATALKAN", "DITUNDA"};
inline constexpr const char* implemented_outcomes[] = {"MEMPERKUAT", "MEMPERINGAN", "MEMPERBERAT", "MENGUBAH",
                                                       "MEMBATALKAN"};
inline constexpr const char* stays[] = {"GRANTED", "DENIED", "LIFTED"};
inline constexpr const char* dicta[] = {"DISMISSED", "ANNULLED"};
inline constexpr const char* rehabilitation_scopes[] = {"RANK", "POST", "PAY", "REPUTATION"};
inline constexpr const char* offices_sought[] = {"GUBERNUR",     "WAKIL_GUBERNUR", "BUPATI",
                                                 "WAKIL_BUPATI", "WALI_KOTA",      "WAKIL_WALI_KOTA"};
inline constexpr const char* dispositions[] = {"TRANSFERRED", "HANDED_OVER", "DESTROYED"};
inline constexpr const char* completenesses[] = {"LENGKAP", "SEBAGIAN", "MINIM"};
inline constexpr const char* disclosure_classes[] = {"PUBLIC", "AGENCY", "SUPERVISOR"};

}  // namespace jejak::codes
