#include "ledger/rules/refusal.hpp"

#include "ledger/rules/sentence.hpp"

#include <algorithm>
#include <optional>

namespace jejak {

namespace {

// A sentence with facts in it: {fact} is its value; [words|other words] are the first if every fact in them is
// known, else the second (or nothing).
struct Row {
  RefusalCode code;
  const char* name;
  const char* source;  // the rule's; null: that of the step which was refused
  const char* english;
  const char* indonesian;
};

constexpr Row rows[] = {
    {RefusalCode::none, "ADMITTED", nullptr, "The event was admitted.", "Peristiwa ini diterima."},
    {RefusalCode::e_schema, "E_SCHEMA", "LEDGER:catalogue",
     "The event does not have the form its type prescribes[: field {field}][, {rule}]. Correct it and sign it again.",
     "Peristiwa ini tidak sesuai dengan bentuk yang ditetapkan untuk jenisnya[: isian {field}][, {rule}]. Perbaiki "
     "lalu tanda tangani kembali."},
    {RefusalCode::e_bad_signature, "E_BAD_SIGNATURE", "UU11/2008:11",
     "A signature does not hold for these bytes[: key {key}]. Sign exactly the bytes that are submitted.",
     "Ada tanda tangan yang tidak cocok dengan isi berkas[: kunci {key}]. Tanda tangani berkas yang sama persis dengan "
     "yang diajukan."},
    {RefusalCode::e_key_unknown, "E_KEY_UNKNOWN", "PP71/2019:59",
     "[The key {key}|A key] is not registered in this ledger. It signs once SigningKeyRegistered has been recorded for "
     "its office.",
     "[Kunci {key}|Kunci penandatangan] tidak terdaftar di buku besar ini. Kunci dapat dipakai setelah "
     "SigningKeyRegistered dicatat untuk jabatannya."},
    {RefusalCode::e_version_conflict, "E_VERSION_CONFLICT", "LEDGER:revision",
     "The stream has moved on since this was signed[: it now has {current_revision} events]. Read what has happened, "
     "then sign again for the current revision.",
     "Aliran ini sudah berubah sejak ditandatangani[: kini memuat {current_revision} peristiwa]. Baca perubahannya, "
     "lalu tanda tangani kembali untuk revisi terkini."},
    {RefusalCode::e_duplicate_id, "E_DUPLICATE_ID", "LEDGER:id",
     "The id [{id} |]was already used for another event; an id is used once, for ever. Give the event a new id and "
     "sign "
     "it again.",
     "Nomor identitas [{id} |]sudah dipakai untuk peristiwa lain; satu identitas hanya dipakai sekali untuk selamanya. "
     "Beri identitas baru lalu tanda tangani kembali."},
    {RefusalCode::e_wrong_ledger, "E_WRONG_LEDGER", "LEDGER:origin",
     "The event was signed for another ledger[: {origin}][; this one is {expected}]. Submit it there, or sign it for "
     "this ledger.",
     "Peristiwa ini ditandatangani untuk buku besar lain[: {origin}][; ini adalah {expected}]. Ajukan ke sana, atau "
     "tanda tangani untuk buku besar ini."},
    {RefusalCode::e_signature_incomplete, "E_SIGNATURE_INCOMPLETE", "LEDGER:catalogue",
     "A required signature is missing[: {missing}]. Collect it on the same file, then submit the file once.",
     "Ada tanda tangan wajib yang belum ada[: {missing}]. Kumpulkan pada berkas yang sama, lalu ajukan satu kali."},
    {RefusalCode::e_key_revoked, "E_KEY_REVOKED", "PP71/2019:59",
     "The key [{key} |]was revoked or replaced[ on {since}] and signs nothing any more. Sign with the office's key "
     "that "
     "is active now.",
     "Kunci [{key} |]sudah dicabut atau diganti[ pada {since}] dan tidak dapat dipakai lagi. Tanda tangani dengan "
     "kunci "
     "jabatan yang masih aktif."},
    {RefusalCode::e_key_not_yet_valid, "E_KEY_NOT_YET_VALID", "PP71/2019:59",
     "The key [{key} |]is not valid yet[; it is from {since}]. Wait until then, or sign with a key that is valid now.",
     "Kunci [{key} |]belum berlaku[; mulai berlaku {since}]. Tunggu sampai tanggal itu, atau tanda tangani dengan "
     "kunci "
     "yang sudah berlaku."},
    {RefusalCode::e_key_expired, "E_KEY_EXPIRED", "PP71/2019:59",
     "The key [{key} |]has expired[; it was valid until {until}]. Register or rotate to a new key and sign with it.",
     "Kunci [{key} |]sudah kedaluwarsa[; berlaku sampai {until}]. Daftarkan atau rotasi ke kunci baru lalu tanda "
     "tangani dengannya."},
    {RefusalCode::e_mandate_ended, "E_MANDATE_ENDED", "UU30/2014:15",
     "[{office}|The office] had no holder[ of kind {holder}] in force[ on {date}]. Only the holder in force, on the "
     "legal date and when it is recorded, or a delegate may act; record the appointment first.",
     "[{office}|Jabatan ini] tidak memiliki pejabat[ {holder}] yang sah[ pada {date}]. Hanya pejabat yang sah, pada "
     "tanggal hukum dan saat dicatat, atau penerima delegasi yang berwenang; catat dahulu pengangkatannya."},
    {RefusalCode::e_role_not_allowed, "E_ROLE_NOT_ALLOWED", "UU30/2014:15",
     "[{role}|This signer] may not do this step[; it is for {allowed}]. Let an office sign that may, or record a "
     "delegation that covers it.",
     "[{role}|Penandatangan ini] tidak berwenang atas langkah ini[; kewenangannya ada pada {allowed}]. Mintakan tanda "
     "tangan pejabat yang berwenang, atau catat delegasi yang mencakupnya."},
    {RefusalCode::e_role_superseded, "E_ROLE_SUPERSEDED", "UU30/2014:15",
     "[{role}|The signing office] lost this task by succession. [{successor} has held it since {since} and may sign|"
     "[{successor} holds it now and may sign|Let its successor sign]].",
     "Tugas [{role}|penandatangan ini] telah beralih. [Sejak {since} yang berwenang menandatangani adalah {successor}|"
     "[Yang kini berwenang menandatangani adalah {successor}|Mintakan tanda tangan penggantinya]]."},
    {RefusalCode::e_wrong_agency, "E_WRONG_AGENCY", "UU30/2014:15",
     "The case does not belong to [{agency}|the acting agency]. [The competent agency is {competent}|Hand it to the "
     "competent agency].",
     "Perkara ini bukan kewenangan [{agency}|instansi penandatangan]. [Instansi yang berwenang adalah {competent}|"
     "Serahkan kepada instansi yang berwenang]."},
    {RefusalCode::e_jurisdiction_pending, "E_JURISDICTION_PENDING", "UU30/2014:15",
     "It is not settled yet whose case this is[: {pending}]. Record SubjectIdentified, or wait for the transfer to be "
     "accepted or refused, first.",
     "Belum ditetapkan instansi mana yang berwenang[: {pending}]. Catat dahulu SubjectIdentified, atau tunggu "
     "pelimpahan "
     "diterima atau ditolak."},
    {RefusalCode::e_out_of_order, "E_OUT_OF_ORDER", nullptr,
     "This step does not follow here[: the state is {state}][, it needs {expected}]. Record the missing step first.",
     "Langkah ini tidak sesuai urutan[: keadaan sekarang {state}][, yang diperlukan {expected}]. Catat dahulu langkah "
     "yang belum ada."},
    {RefusalCode::e_terminal_state, "E_TERMINAL_STATE", nullptr,
     "The stream is closed[: {state}]. Nothing follows unless it is lawfully reopened.",
     "Aliran ini sudah ditutup[: {state}]. Tidak ada langkah lanjutan kecuali dibuka kembali secara sah."},
    {RefusalCode::e_approval_required, "E_APPROVAL_REQUIRED", "PERMENDAGRI73/2016",
     "This decision needs a written approval first[: from {need}]. Record ApprovalRequested, then decide under the "
     "approval that was granted.",
     "Keputusan ini memerlukan persetujuan tertulis lebih dahulu[: dari {need}]. Catat ApprovalRequested, lalu "
     "putuskan "
     "berdasarkan persetujuan yang diberikan."},
    {RefusalCode::e_approval_scope, "E_APPROVAL_SCOPE", "PERMENDAGRI73/2016",
     "The approval does not cover this decision[: {differs} differs]. Its scope is exact: subject, post and action; "
     "request one for this decision.",
     "Persetujuan tidak mencakup keputusan ini[: {differs} berbeda]. Cakupannya tepat: orang, jabatan, dan tindakan; "
     "mohonkan persetujuan untuk keputusan ini."},
    {RefusalCode::e_approval_not_in_force, "E_APPROVAL_NOT_IN_FORCE", "PERMENDAGRI73/2016",
     "The approval is not in force on the date of the decision[: from {from}][ until {until}]. Decide within its "
     "validity, or request a new one.",
     "Persetujuan tidak berlaku pada tanggal keputusan[: sejak {from}][ sampai {until}]. Putuskan dalam masa "
     "berlakunya, "
     "atau mohonkan persetujuan baru."},
    {RefusalCode::e_approval_consumed, "E_APPROVAL_CONSUMED", "PERMENDAGRI73/2016",
     "The approval was already used[ by {by}]; it serves one decision. Request a new approval for this one.",
     "Persetujuan sudah dipakai[ oleh {by}]; satu persetujuan hanya untuk satu keputusan. Mohonkan persetujuan baru."},
    {RefusalCode::e_approver_rank, "E_APPROVER_RANK", "PERMENDAGRI73/2016",
     "[{role}|The signer] may not approve for a post of this rank[: {rank}]. [It needs {need}|It needs a higher "
     "approver].",
     "[{role}|Penandatangan] tidak berwenang memberi persetujuan untuk jabatan setingkat ini[: {rank}]. [Yang "
     "berwenang "
     "adalah {need}|Diperlukan pejabat yang lebih tinggi]."},
    {RefusalCode::e_president_required, "E_PRESIDENT_REQUIRED", "PP11/2017:3",
     "A decision on this rank[, {rank},] belongs to the President. Propose it; the President decides.",
     "Keputusan untuk jenjang ini[, {rank},] adalah kewenangan Presiden. Ajukan usul; Presiden yang memutuskan."},
    {RefusalCode::e_sanction_not_in_ruleset, "E_SANCTION_NOT_IN_RULESET", nullptr,
     "The sanction [{sanction} |]does not exist in the rules of the day of the act[ ({ruleset})]. Choose one that "
     "those "
     "rules know.",
     "Sanksi [{sanction} |]tidak dikenal dalam aturan yang berlaku pada hari perbuatan[ ({ruleset})]. Pilih sanksi "
     "yang "
     "diatur di dalamnya."},
    {RefusalCode::e_sanction_track, "E_SANCTION_TRACK", "SKB-NETRALITAS",
     "The sanction [{sanction} |]belongs to another track than this case[ ({track})]. Choose one of the case's track, "
     "or "
     "have the recommendation revised.",
     "Sanksi [{sanction} |]bukan untuk jalur perkara ini[ ({track})]. Pilih sanksi dari jalur perkara, atau mintakan "
     "perubahan rekomendasi."},
    {RefusalCode::e_double_punishment, "E_DOUBLE_PUNISHMENT", "PP94/2021:35(3)",
     "The same violation was already punished[ by {by}]. One violation carries one sanction; revoke or amend the "
     "earlier "
     "decision instead.",
     "Pelanggaran yang sama sudah dijatuhi sanksi[ melalui {by}]. Satu pelanggaran hanya satu sanksi; cabut atau ubah "
     "keputusan sebelumnya."},
    {RefusalCode::e_examiner_composition, "E_EXAMINER_COMPOSITION", "PP94/2021:29",
     "The examiner is not composed as the rules want[: {rule}][, {missing} is missing]. Appoint one that is.",
     "Susunan pemeriksa tidak memenuhi aturan[: {rule}][, unsur {missing} belum ada]. Tunjuk pemeriksa yang memenuhi "
     "syarat."},
    {RefusalCode::e_summons_too_short, "E_SUMMONS_TOO_SHORT", "PP94/2021:26(2)",
     "There are too few working days between summons and examination[: at least {need}][, here {days}]. [The earliest "
     "lawful day is {earliest}|Set a later day].",
     "Jarak hari kerja antara panggilan dan pemeriksaan terlalu pendek[: paling sedikit {need}][, di sini {days}]. "
     "[Hari "
     "paling awal yang sah adalah {earliest}|Tetapkan hari yang lebih lambat]."},
    {RefusalCode::e_absentia_not_ready, "E_ABSENTIA_NOT_READY", "PP94/2021:26(4)",
     "Deciding without an examination needs two valid summonses and two unexcused absences[: recorded {absences}]. "
     "Summon again first.",
     "Penjatuhan tanpa pemeriksaan memerlukan dua panggilan sah dan dua ketidakhadiran tanpa alasan[: tercatat "
     "{absences}]. Panggil kembali lebih dahulu."},
    {RefusalCode::e_deadline_passed, "E_DEADLINE_PASSED", nullptr,
     "The hard deadline [{deadline} |]has passed[: it ended on {until}]. Only the steps that follow a lapsed deadline "
     "remain.",
     "Tenggat [{deadline} |]sudah lewat[: berakhir {until}]. Yang tersisa hanya langkah setelah tenggat lewat."},
    {RefusalCode::e_wrong_remedy, "E_WRONG_REMEDY", "PP79/2021:3",
     "This remedy does not lie against this sanction[ ({sanction})]. [Use {instead}|Objection lies against sanctions "
     "below dismissal, appeal against the others].",
     "Upaya ini tidak dapat diajukan terhadap sanksi ini[ ({sanction})]. [Gunakan {instead}|Keberatan untuk sanksi di "
     "bawah pemberhentian, banding untuk selebihnya]."},
    {RefusalCode::e_self_review, "E_SELF_REVIEW", "UU30/2014:42",
     "Nobody reviews or approves his own act[: {holder} stands on both sides]. Let another officer act.",
     "Tidak seorang pun boleh menilai atau menyetujui tindakannya sendiri[: {holder} berada di kedua sisi]. Serahkan "
     "kepada pejabat lain."},
    {RefusalCode::e_conflict_of_interest, "E_CONFLICT_OF_INTEREST", "UU30/2014:42",
     "[{office}|The signer] has a conflict of interest in this case. [{substitute} acts instead|Let the substitute "
     "act].",
     "[{office}|Penandatangan] memiliki benturan kepentingan dalam perkara ini. [{substitute} bertindak sebagai "
     "pengganti|Serahkan kepada pejabat pengganti]."},
    {RefusalCode::e_assignment_backdated, "E_ASSIGNMENT_BACKDATED", nullptr,
     "The duty assignment was recorded after the act[: {assigned}]. It exempts only what follows it; reject the claim "
     "or "
     "bring an earlier one.",
     "Surat tugas dicatat setelah perbuatan[: {assigned}]. Surat tugas hanya mengecualikan yang sesudahnya; tolak "
     "dalil "
     "itu atau ajukan surat yang lebih awal."},
    {RefusalCode::e_assignment_scope, "E_ASSIGNMENT_SCOPE", nullptr,
     "The duty assignment does not cover the act[: {differs} differs]. Person, place, time and function must all fit.",
     "Surat tugas tidak mencakup perbuatan[: {differs} berbeda]. Orang, tempat, waktu, dan tugas harus sesuai."},
    {RefusalCode::e_irrevocable, "E_IRREVOCABLE", "PP11/2017:254",
     "This cannot be taken back[: {what}]. What follows from it goes on; record the next step instead.",
     "Ini tidak dapat ditarik kembali[: {what}]. Akibat hukumnya tetap berjalan; catat langkah berikutnya."},
    {RefusalCode::e_block_not_allowed, "E_BLOCK_NOT_ALLOWED", "PERPRES116/2022:20(4)",
     "Personnel data may not be blocked or unblocked now[: {missing}]. Blocking follows a lapsed deadline and a "
     "warning; "
     "unblocking follows a cause.",
     "Data kepegawaian belum boleh diblokir atau dibuka[: {missing}]. Pemblokiran menyusul tenggat yang lewat dan "
     "peringatan; pembukaan menyusul sebabnya."},
    {RefusalCode::e_embargo, "E_EMBARGO", "UU14/2008:17",
     "This may not be made public yet[: {until}]. Wait until the decision is final or the embargo is lifted.",
     "Ini belum boleh diumumkan[: {until}]. Tunggu sampai keputusan final atau embargo dicabut."},
    {RefusalCode::e_shred_not_allowed, "E_SHRED_NOT_ALLOWED", "UU43/2009",
     "The key may not be destroyed yet[: {missing}]. The case must be closed, the retention time over and no hold in "
     "place.",
     "Kunci belum boleh dimusnahkan[: {missing}]. Perkara harus selesai, masa retensi lewat, dan tidak ada penahanan."},
    {RefusalCode::e_duplicate, "E_DUPLICATE", nullptr,
     "The same was already recorded[: {duplicate}]. Refer to that record, or merge the two.",
     "Hal yang sama sudah dicatat[: {duplicate}]. Rujuk catatan itu, atau gabungkan keduanya."},
    {RefusalCode::e_future_dated, "E_FUTURE_DATED", "LEDGER:dates",
     "The legal date[, {legal_date},] lies after the day of recording[, {recorded_date}]. Submit it on or after that "
     "day.",
     "Tanggal hukum[, {legal_date},] berada setelah hari pencatatan[, {recorded_date}]. Ajukan pada atau setelah "
     "tanggal "
     "itu."},
    {RefusalCode::e_late_without_reason, "E_LATE_WITHOUT_REASON", "LEDGER:dates",
     "The event is recorded late[: {days} working days after its legal date][, {need} are allowed] and gives no "
     "reason. "
     "Give the reason's code and sign again.",
     "Peristiwa ini dicatat terlambat[: {days} hari kerja setelah tanggal hukumnya][, batasnya {need}] tanpa alasan. "
     "Cantumkan kode alasan lalu tanda tangani kembali."},
    {RefusalCode::e_inkracht_required, "E_INKRACHT_REQUIRED", "PP94/2021",
     "This dismissal needs a final judgment[: {missing}]. Record the judgment that is final, then decide.",
     "Pemberhentian ini memerlukan putusan yang berkekuatan hukum tetap[: {missing}]. Catat putusan itu, lalu "
     "putuskan."},
    {RefusalCode::e_ruleset_missing, "E_RULESET_MISSING", "LEDGER:rule-set",
     "No rule set[ {ruleset}] is in force[ on {date}]. Record RuleSetPublished for that day, or name the one in force.",
     "Tidak ada himpunan aturan[ {ruleset}] yang berlaku[ pada {date}]. Catat RuleSetPublished untuk hari itu, atau "
     "sebut "
     "yang berlaku."},
    {RefusalCode::e_reference_unknown, "E_REFERENCE_UNKNOWN", "LEDGER:reference",
     "The event rests on something that is not recorded[: {reference}]. Record that first, or correct the reference.",
     "Peristiwa ini merujuk hal yang belum dicatat[: {reference}]. Catat dahulu, atau perbaiki rujukannya."},
};

const Row* find(RefusalCode code) {
  const auto* at = std::lower_bound(std::begin(rows), std::end(rows), code,
                                    [](const Row& row, RefusalCode wanted) { return row.code < wanted; });
  return at == std::end(rows) || at->code != code ? nullptr : at;
}

constexpr std::size_t row_count = std::size(rows);

}  // namespace

const char* name(RefusalCode code) {
  const Row* row = find(code);
  return row == nullptr ? "E_UNKNOWN" : row->name;
}

bool is_known(std::uint16_t code) {
  return find(static_cast<RefusalCode>(code)) != nullptr;
}

const std::string* Refusal::fact(std::string_view key) const {
  for (const auto& known : facts) {
    if (known.first == key) return &known.second;
  }
  return nullptr;
}

std::string print(const Refusal& refusal) {
  return name(refusal.code) + print_facts(refusal.facts);
}

const char* source(RefusalCode code) {
  const Row* row = find(code);
  return row == nullptr || row->source == nullptr ? "" : row->source;
}

std::string explain(const Refusal& refusal, Language language, std::string_view step_source) {
  const Row* row = find(refusal.code);
  const bool english = language == Language::english;
  if (row == nullptr)
    return english ? "A rule that this program does not know." : "Aturan yang tidak dikenal program ini.";
  Sentence sentence(refusal.facts);
  std::string out = sentence.fill(english ? row->english : row->indonesian);
  const std::string_view cited = row->source == nullptr ? step_source : std::string_view(row->source);
  return out + sentence.rest(english ? "Legal basis" : "Dasar hukum", english ? "Facts" : "Fakta", cited);
}

std::span<const RefusalCode> all_refusal_codes() {
  struct Codes {
    RefusalCode list[row_count - 1];
    constexpr Codes() : list() {
      for (std::size_t i = 1; i < row_count; ++i) list[i - 1] = rows[i].code;
    }
  };
  static constexpr Codes codes;
  return codes.list;
}

}  // namespace jejak
