#include "ledger/rules/doubts.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr const char* follow_up[] = {"DL-06", "RecommendationServed", "CaseReceivedByPpk"};
constexpr const char* reprimand[] = {"DL-07", "ReprimandIssued"};
constexpr const char* verification[] = {"DL-04", "SupervisorReceived"};
constexpr const char* completion[] = {"DL-02", "DL-03", "ReportReturnedForCompletion"};
constexpr const char* objection[] = {"DL-14", "DL-15", "ObjectionFiled", "ObjectionDecided"};
constexpr const char* stay[] = {"DL-13", "DL-16", "dismissal_effect_suspended_by_appeal", "DismissalDecisionIssued"};
constexpr const char* competence[] = {"E_ROLE_NOT_ALLOWED", "E_PRESIDENT_REQUIRED", "SanctionDecisionIssued"};
constexpr const char* removal[] = {"approval_scope", "E_APPROVAL_REQUIRED", "SanctionDecisionIssued",
                                   "DismissalDecisionIssued"};
constexpr const char* follower[] = {"province_follows_kabkota", "kabkota_follows_province", "follower_window_end",
                                    "E_APPROVAL_REQUIRED"};
constexpr const char* validity[] = {"default_approval_validity_months", "E_APPROVAL_NOT_IN_FORCE", "ApprovalGranted"};
constexpr const char* matrix[] = {"ethics_phases", "discipline_phases", "discipline_before_determination",
                                  "E_SANCTION_TRACK"};
constexpr const char* honour[] = {"X2", "DL-22", "ResignationDutyBreached"};
constexpr const char* lapse[] = {"Z11", "LAPSED", "CandidateNotDetermined"};
constexpr const char* lawsuit[] = {"DL-19", "LawsuitFiled"};
constexpr const char* retention[] = {"E_SHRED_NOT_ALLOWED", "RetentionDispositionExecuted"};
constexpr const char* succession[] = {"E_ROLE_SUPERSEDED", "AgencySucceeded"};
constexpr const char* older[] = {"DL-08", "DL-09", "DL-11", "DL-13", "DL-14", "DL-15", "DL-16", "DL-17", "DL-18"};
constexpr const char* moral[] = {"M1", "M2", "MoralSanctionDecisionIssued", "E_WRONG_REMEDY"};
constexpr const char* blocking[] = {"E_BLOCK_NOT_ALLOWED", "PersonnelDataBlocked"};
constexpr const char* lateness[] = {"late_entry_working_days", "E_LATE_WITHOUT_REASON"};
constexpr const char* breach[] = {"DL-25"};

constexpr Doubt table[] = {
    {"D1", follow_up,
     "No source that was read gives a number of days for following up a recommendation; 14 working days are assumed.",
     "Tidak ada sumber yang menyebut jumlah hari untuk menindaklanjuti rekomendasi; 14 hari kerja adalah asumsi."},
    {"D2", reprimand, "The three days after a reprimand are known from the press alone; calendar days are assumed.",
     "Tiga hari setelah teguran hanya diketahui dari pemberitaan; dianggap hari kalender."},
    {"D3", verification,
     "The seven days of the joint verification are counted as calendar days; sources say only days.",
     "Tujuh hari verifikasi bersama dihitung sebagai hari kalender; sumber hanya menyebut hari."},
    {"D4", completion, "Sources differ between two and three days for completing a report and for the first study.",
     "Sumber berbeda antara dua dan tiga hari untuk melengkapi laporan dan kajian awal."},
    {"D5", objection,
     "Whether an objection that nobody decides in time counts as granted is not settled; it has no effect here. Days "
     "count from the receipt.",
     "Belum jelas apakah keberatan yang tidak diputus tepat waktu dianggap dikabulkan; di sini tidak berakibat. Hari "
     "dihitung sejak diterima."},
    {"D6", stay, "No source says in so many words that a dismissal waits for an appeal that is pending.",
     "Tidak ada sumber yang tegas menyatakan pemberhentian menunggu banding yang sedang berjalan."},
    {"D7", competence,
     "Only fragments of the grid of competences were read; which superior may impose which level needs a lawyer.",
     "Hanya sebagian tabel kewenangan yang terbaca; atasan mana berwenang atas tingkat hukuman mana perlu ahli hukum."},
    {"D8", removal,
     "It is disputed whether the rule on replacing officials also covers removal from a post as a penalty.",
     "Masih diperdebatkan apakah aturan penggantian pejabat juga mencakup pencopotan sebagai hukuman disiplin."},
    {"D9", follower,
     "The text does not say whether a head without an election of his own is bound while others in his region vote.",
     "Teks tidak menyebut apakah kepala daerah tanpa pemilihan sendiri terikat ketika wilayah lain memilih."},
    {"D10", validity,
     "No answer time and no validity of a written approval was found; six months are assumed where the document is "
     "silent.",
     "Tidak ditemukan batas waktu jawaban maupun masa berlaku persetujuan; enam bulan adalah asumsi bila surat tidak "
     "menyebut."},
    {"D11", matrix, "Some cells of the joint decree's matrix are garbled in every print that was read.",
     "Beberapa sel matriks keputusan bersama rusak dalam semua cetakan yang terbaca."},
    {"D12", honour,
     "Two prints of the rule differ on whether a candidate who does not resign is dismissed with honour.",
     "Dua cetakan aturan berbeda mengenai pemberhentian dengan atau tanpa hormat bagi calon yang tidak mundur."},
    {"D13", lapse, "That a resignation lapses when the organiser does not determine the person is inferred, not read.",
     "Gugurnya pengunduran diri ketika yang bersangkutan tidak ditetapkan adalah kesimpulan, bukan bunyi aturan."},
    {"D14", lawsuit,
     "Whether the ninety days of a lawsuit are calendar or working days, and before which court, is from memory.",
     "Apakah sembilan puluh hari gugatan adalah hari kalender atau hari kerja, dan di pengadilan mana, berasal dari "
     "ingatan."},
    {"D15", retention, "No retention schedule for discipline files was found; the years are a choice.",
     "Tidak ditemukan jadwal retensi berkas disiplin; jumlah tahunnya adalah pilihan."},
    {"D16", succession,
     "The last day on which the former supervisor could lawfully sign is taken from the circular of 2024-09-04; single "
     "letters bear later dates.",
     "Hari terakhir pengawas lama dapat menandatangani diambil dari surat edaran 2024-09-04; ada surat bertanggal "
     "lebih lambat."},
    {"D17", older,
     "The terms of the law before August 2021 are from memory; some print days where the newer law prints working "
     "days.",
     "Tenggat aturan sebelum Agustus 2021 berasal dari ingatan; sebagian menyebut hari, bukan hari kerja."},
    {"D18", moral, "Whether a moral sanction is open to an objection is not settled in the sources; it is allowed.",
     "Belum jelas dalam sumber apakah sanksi moral dapat diajukan keberatan; di sini diperbolehkan."},
    {"D19", blocking, "Which warning must come before personnel data are blocked is known from practice alone.",
     "Peringatan apa yang harus mendahului pemblokiran data hanya diketahui dari praktik."},
    {"D20", lateness, "After how many days a step must say why it is late is a choice of the publisher, not a law.",
     "Setelah berapa hari suatu langkah harus menyebut alasan terlambat adalah pilihan penerbit, bukan aturan."},
    {"D21", breach, "The 72 hours for notifying a breach of personal data are counted as days begun.",
     "Batas 72 jam pemberitahuan pelanggaran data pribadi dihitung sebagai hari yang dimulai."},
};

}  // namespace

std::span<const Doubt> all_doubts() {
  return table;
}

std::vector<const Doubt*> doubts_about(std::string_view name) {
  std::vector<const Doubt*> found;
  for (const Doubt& doubt : table) {
    const bool fits =
        std::any_of(doubt.about.begin(), doubt.about.end(), [name](const char* about) { return name == about; });
    if (fits) found.push_back(&doubt);
  }
  return found;
}

}  // namespace jejak
