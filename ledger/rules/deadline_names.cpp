#include "ledger/rules/deadline_names.hpp"

namespace jejak {

namespace {

constexpr DeadlineName table[] = {
    {"DL-01", "report to the election supervisor, local election", "laporan ke pengawas pemilihan (Pilkada)"},
    {"DL-01b", "report to the election supervisor, general election", "laporan ke pengawas pemilu (Pemilu)"},
    {"DL-02", "completion of a report that was returned", "perbaikan laporan yang dikembalikan"},
    {"DL-03", "study by the election supervisor, local election", "kajian pengawas pemilihan (Pilkada)"},
    {"DL-03b", "study by the election supervisor, general election", "kajian pengawas pemilu (Pemilu)"},
    {"DL-04", "verification by the supervisor", "verifikasi instansi pengawas"},
    {"DL-05", "validation by the election supervisor", "validasi oleh pengawas pemilihan"},
    {"DL-06", "follow-up of a recommendation", "tindak lanjut rekomendasi"},
    {"DL-07", "follow-up after a reprimand", "tindak lanjut setelah teguran"},
    {"DL-08", "summons before an examination", "panggilan sebelum pemeriksaan"},
    {"DL-09", "second summons after an absence", "panggilan kedua setelah tidak hadir"},
    {"DL-10", "decision on a proposed dismissal", "keputusan atas usul pemberhentian"},
    {"DL-11", "delivery of the decision", "penyampaian keputusan"},
    {"DL-12", "dispatch by post after a failed delivery", "pengiriman setelah penyampaian gagal"},
    {"DL-13", "day on which the decision takes effect", "hari mulai berlakunya keputusan"},
    {"DL-14", "objection", "keberatan"},
    {"DL-15", "decision on an objection", "keputusan atas keberatan"},
    {"DL-16", "administrative appeal", "banding administratif"},
    {"DL-17", "response of the deciding official to the appeal body", "tanggapan PPK_ASN kepada badan banding"},
    {"DL-18", "decision of the appeal body", "keputusan badan banding"},
    {"DL-19", "lawsuit", "gugatan"},
    {"DL-20", "report of a personnel action to the Minister", "laporan tindakan kepegawaian kepada Menteri"},
    {"DL-21", "decision on a candidate's resignation", "keputusan atas pengunduran diri calon"},
    {"DL-22", "dismissal of a party member who does not resign", "pemberhentian anggota partai yang tidak mundur"},
    {"DL-23", "decision on a suspension", "keputusan pemberhentian sementara"},
    {"DL-24", "notice of candidacy by an acting head of region", "pemberitahuan pencalonan penjabat kepala daerah"},
    {"DL-25", "notice of a breach of personal data", "pemberitahuan pelanggaran data pribadi"},
};

}  // namespace

std::span<const DeadlineName> deadline_names() {
  return table;
}

std::string deadline_title(std::string_view id, Language language) {
  for (const DeadlineName& name : table) {
    if (id == name.id) return language == Language::english ? name.english : name.indonesian;
  }
  return std::string(id);
}

}  // namespace jejak
