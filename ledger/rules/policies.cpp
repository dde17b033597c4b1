#include "ledger/rules/policies.hpp"

#include "ledger/rules/code_lists.hpp"

#include <algorithm>

namespace jejak {

namespace {

using Kind = PolicyKnown::Kind;

constexpr const char* truths[] = {"true", "false"};
constexpr const char* approval_scopes[] = {"POST_REMOVAL_STRICT", "POST_FILLING_ONLY"};
constexpr const char* discharge_days[] = {"DETERMINATION_MONTH_END", "AS_DECIDED"};
constexpr const char* window_ends[] = {"OWN_TERM", "ELECTION_TERM"};
constexpr std::size_t digits_max = 6;

constexpr PolicyKnown table[] = {
    {"acting_holder_kinds", Kind::list, codes::holder_kinds, "which acting heads need a written approval at all times",
     "pejabat sementara mana yang selalu memerlukan persetujuan tertulis"},
    {"agreement_sanctions",
     Kind::list,
     {},
     "penalties that end a work agreement",
     "hukuman yang mengakhiri perjanjian kerja"},
    {"agreement_subjects", Kind::list, codes::subject_types, "who serves under a work agreement",
     "siapa yang bekerja dengan perjanjian kerja"},
    {"approval_scope", Kind::one_of, approval_scopes,
     "whether removal from a post as a penalty needs the approval that replacements need",
     "apakah pencopotan sebagai hukuman memerlukan persetujuan seperti penggantian pejabat"},
    {"assigned_functions",
     Kind::list,
     {},
     "functions that an assignment may exempt",
     "tugas yang dapat dikecualikan dengan surat tugas"},
    {"assigned_grounds",
     Kind::list,
     {},
     "lawful grounds that rest on an assignment",
     "alasan sah yang bersandar pada surat tugas"},
    {"block_warning_working_days",
     Kind::number,
     {},
     "working days between a reminder and the blocking of data",
     "hari kerja antara peringatan dan pemblokiran data"},
    {"candidacy_discharge_on", Kind::one_of, discharge_days, "from which day a candidate's discharge counts",
     "sejak hari apa pemberhentian calon berlaku"},
    {"candidacy_resignation_revocable", Kind::truth, truths, "whether a candidate may take a resignation back",
     "apakah calon dapat menarik pengunduran dirinya"},
    {"continuing_violations",
     Kind::list,
     {},
     "violations that go on until they end",
     "pelanggaran yang berlangsung terus sampai diakhiri"},
    {"contract_subjects", Kind::list, codes::subject_types, "who is sanctioned under the work contract",
     "siapa yang dijatuhi sanksi menurut kontrak kerja"},
    {"default_approval_validity_months",
     Kind::number,
     {},
     "how long an approval without an end holds",
     "berapa lama persetujuan tanpa batas waktu berlaku"},
    {"discipline_before_determination",
     Kind::list,
     {},
     "violations that are discipline also before candidates are determined",
     "pelanggaran yang menjadi jalur disiplin juga sebelum penetapan calon"},
    {"discipline_phases", Kind::list, codes::phases, "phases whose acts are matters of discipline",
     "fase yang perbuatannya masuk jalur disiplin"},
    {"dismissal_effect_suspended_by_appeal", Kind::truth, truths,
     "whether a dismissal waits for an appeal filed in time",
     "apakah pemberhentian menunggu banding yang diajukan tepat waktu"},
    {"dismissal_without_judgment",
     Kind::list,
     {},
     "violations for which no final judgment is needed",
     "pelanggaran yang tidak memerlukan putusan berkekuatan tetap"},
    {"effective_when_decided",
     Kind::list,
     {},
     "levels of penalty that count from the decision's date",
     "tingkat hukuman yang berlaku sejak tanggal keputusan"},
    {"ethics_phases", Kind::list, codes::phases, "phases whose acts are matters of the code of ethics",
     "fase yang perbuatannya masuk jalur kode etik"},
    {"extendable_deadlines",
     Kind::list,
     {},
     "which deadlines may be lengthened, and by how much at most",
     "tenggat mana yang dapat diperpanjang, dan paling lama berapa"},
    {"follower_window_end", Kind::one_of, window_ends,
     "when the window of a region ends that only follows another's election",
     "kapan masa perlindungan berakhir bagi daerah yang hanya mengikuti pemilihan daerah lain"},
    {"inkracht_sanctions",
     Kind::list,
     {},
     "penalties that wait for a final judgment",
     "hukuman yang menunggu putusan berkekuatan tetap"},
    {"inkracht_violations",
     Kind::list,
     {},
     "violations that a final judgment must have found",
     "pelanggaran yang harus dinyatakan putusan berkekuatan tetap"},
    {"kabkota_follows_province", Kind::truth, truths, "whether a city is bound by its province's election",
     "apakah kabupaten/kota terikat pemilihan provinsinya"},
    {"late_entry_working_days",
     Kind::number,
     {},
     "after how many working days a step must say why it is late",
     "setelah berapa hari kerja suatu langkah harus menyebut alasan terlambat"},
    {"lawful_grounds",
     Kind::list,
     {},
     "lawful grounds that the rules of the act's day know",
     "alasan sah yang dikenal aturan pada hari perbuatan"},
    {"leave_grounds", Kind::list, {}, "lawful grounds that rest on a leave", "alasan sah yang bersandar pada cuti"},
    {"neglect_violations",
     Kind::list,
     {},
     "violations of superiors who did not act",
     "pelanggaran atasan yang membiarkan"},
    {"probation_dismissal_levels",
     Kind::list,
     {},
     "levels of penalty that end a probation",
     "tingkat hukuman yang mengakhiri masa percobaan"},
    {"probation_subjects", Kind::list, codes::subject_types, "who is on probation", "siapa yang dalam masa percobaan"},
    {"province_follows_kabkota", Kind::truth, truths, "whether a province is bound by the elections of its cities",
     "apakah provinsi terikat pemilihan kabupaten/kotanya"},
    {"published_sanctions", Kind::list, {}, "penalties that are announced openly", "hukuman yang diumumkan terbuka"},
    {"rank_order",
     Kind::list,
     {},
     "ranks from the lowest to the highest",
     "jenjang jabatan dari terendah ke tertinggi"},
    {"regional_agencies",
     Kind::list,
     {},
     "prefixes of agencies whose heads the Home Minister reprimands",
     "awalan instansi yang kepalanya ditegur Menteri Dalam Negeri"},
    {"relief_threats", Kind::list, codes::threats, "threatened levels for which the subject may be relieved of duty",
     "tingkat ancaman hukuman yang membolehkan pembebasan sementara"},
    {"status_violations",
     Kind::list,
     {},
     "violations that end the service as such",
     "pelanggaran yang mengakhiri status kepegawaian"},
    {"team_elements", Kind::list, {}, "who must sit in an examining team", "unsur yang wajib ada dalam tim pemeriksa"},
    {"team_required_for", Kind::list, codes::threats, "threatened levels for which a team must examine",
     "tingkat ancaman hukuman yang wajib diperiksa tim"},
    {"transition_processed_to",
     Kind::list,
     {},
     "who takes over files that the former supervisor had processed",
     "penerima berkas yang sudah diproses pengawas lama"},
    {"transition_unprocessed_to",
     Kind::list,
     {},
     "who takes over files that it had not processed",
     "penerima berkas yang belum diproses pengawas lama"},
    {"uniformed_grounds",
     Kind::list,
     {},
     "lawful grounds that also need a uniform",
     "alasan sah yang juga memerlukan seragam"},
};

bool is_listed(std::span<const char* const> values, std::string_view value) {
  return std::any_of(values.begin(), values.end(), [value](const char* each) { return value == each; });
}

bool is_number(std::string_view value) {
  return !value.empty() && value.size() <= digits_max &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string joined(std::span<const char* const> values) {
  std::string out;
  for (const char* value : values) out += (out.empty() ? "" : "/") + std::string(value);
  return out;
}

bool all_listed(std::span<const char* const> values, std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const std::string_view part = list.substr(0, comma);
    if (part.empty() || (!values.empty() && !is_listed(values, part))) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
  return false;  // empty, or it ends with a comma
}

}  // namespace

std::span<const PolicyKnown> known_policies() {
  return table;
}

const PolicyKnown* known_policy(std::string_view name) {
  for (const PolicyKnown& policy : table) {
    if (name == policy.name) return &policy;
  }
  return nullptr;
}

std::optional<std::string> expected_instead(const PolicyKnown& policy, std::string_view value) {
  switch (policy.kind) {
    case Kind::truth:
    case Kind::one_of: return is_listed(policy.values, value) ? std::nullopt : std::optional(joined(policy.values));
    case Kind::number: return is_number(value) ? std::nullopt : std::optional<std::string>("0…999999");
    case Kind::list:
      if (all_listed(policy.values, value)) return std::nullopt;
      return policy.values.empty() ? "A,B,…" : joined(policy.values);
  }
  return std::nullopt;
}

}  // namespace jejak
