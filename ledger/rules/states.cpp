#include "ledger/rules/states.hpp"

namespace jejak {

namespace {

struct Words {
  const char* code;
  const char* english;
  const char* indonesian;
};

Words words(StateCode state) {
  switch (state) {
    case StateCode::none: return {"NONE", "nothing recorded", "belum ada catatan"};
    case StateCode::active: return {"ACTIVE", "active", "aktif"};
    case StateCode::ended: return {"ENDED", "ended", "berakhir"};
    case StateCode::superseded: return {"SUPERSEDED", "superseded", "digantikan"};
    case StateCode::rotated: return {"ROTATED", "rotated", "dirotasi"};
    case StateCode::revoked: return {"REVOKED", "revoked", "dicabut"};
    case StateCode::received: return {"RECEIVED", "report received", "laporan diterima"};
    case StateCode::returned: return {"RETURNED", "returned for completion", "dikembalikan untuk dilengkapi"};
    case StateCode::registered: return {"REGISTERED", "registered", "diregistrasi"};
    case StateCode::not_registered: return {"NOT_REGISTERED", "not registered", "tidak diregistrasi"};
    case StateCode::initial_information: return {"INITIAL_INFORMATION", "initial information", "informasi awal"};
    case StateCode::opened: return {"OPENED", "case opened", "perkara dibuka"};
    case StateCode::under_clarification: return {"UNDER_CLARIFICATION", "under clarification", "dalam klarifikasi"};
    case StateCode::bawaslu_concluded: return {"BAWASLU_CONCLUDED", "study concluded", "kajian selesai"};
    case StateCode::forwarded: return {"FORWARDED", "forwarded to the supervisor", "diteruskan ke instansi pengawas"};
    case StateCode::under_supervision: return {"UNDER_SUPERVISION", "under supervision", "dalam pengawasan"};
    case StateCode::recommended: return {"RECOMMENDED", "recommended", "direkomendasikan"};
    case StateCode::ppk_received: return {"PPK_RECEIVED", "received by the PPK_ASN", "diterima PPK_ASN"};
    case StateCode::examiner_appointed: return {"EXAMINER_APPOINTED", "examiner appointed", "pemeriksa ditunjuk"};
    case StateCode::summoned_1: return {"SUMMONED_1", "summoned once", "dipanggil pertama"};
    case StateCode::summoned_2: return {"SUMMONED_2", "summoned twice", "dipanggil kedua"};
    case StateCode::examined: return {"EXAMINED", "examined", "diperiksa"};
    case StateCode::exam_reported: return {"EXAM_REPORTED", "examination reported", "hasil pemeriksaan dilaporkan"};
    case StateCode::sanction_proposed: return {"SANCTION_PROPOSED", "sanction proposed", "sanksi diusulkan"};
    case StateCode::awaiting_approval: return {"AWAITING_APPROVAL", "awaiting approval", "menunggu persetujuan"};
    case StateCode::approval_granted: return {"APPROVAL_GRANTED", "approval granted", "persetujuan diberikan"};
    case StateCode::approval_refused: return {"APPROVAL_REFUSED", "approval refused", "persetujuan ditolak"};
    case StateCode::decided: return {"DECIDED", "decided", "diputuskan"};
    case StateCode::delivered: return {"DELIVERED", "decision delivered", "keputusan disampaikan"};
    case StateCode::executed: return {"EXECUTED", "sanction executed", "sanksi dilaksanakan"};
    case StateCode::completed: return {"COMPLETED", "sanction completed", "sanksi selesai dijalani"};
    case StateCode::annulled: return {"ANNULLED", "decision annulled", "keputusan dibatalkan"};
    case StateCode::rehabilitation_ordered:
      return {"REHABILITATION_ORDERED", "rehabilitation ordered", "rehabilitasi diperintahkan"};
    case StateCode::imported: return {"IMPORTED", "imported from an archive", "diimpor dari arsip"};
    case StateCode::requested: return {"REQUESTED", "requested", "dimohonkan"};
    case StateCode::granted: return {"GRANTED", "granted", "diberikan"};
    case StateCode::refused: return {"REFUSED", "refused", "ditolak"};
    case StateCode::consumed: return {"CONSUMED", "consumed", "telah dipakai"};
    case StateCode::standing: return {"STANDING", "in force in general terms", "berlaku umum"};
    case StateCode::waived: return {"WAIVED", "declared not required", "dinyatakan tidak diperlukan"};
    case StateCode::notified: return {"NOTIFIED", "candidacy notified", "pencalonan diberitahukan"};
    case StateCode::submitted: return {"SUBMITTED", "resignation submitted", "pengunduran diri diajukan"};
    case StateCode::determined: return {"DETERMINED", "determined as candidate", "ditetapkan sebagai calon"};
    case StateCode::not_determined: return {"LAPSED", "not determined; lapsed", "tidak ditetapkan; gugur"};
    case StateCode::discharged:
      return {"DISCHARGED", "discharged as candidate", "diberhentikan karena mencalonkan diri"};
    case StateCode::duty_breached: return {"DUTY_BREACHED", "did not resign", "tidak mengundurkan diri"};
    case StateCode::z01: return {"Z01", "closed: not registered", "ditutup: tidak diregistrasi"};
    case StateCode::z02: return {"Z02", "closed: not proven", "ditutup: tidak terbukti"};
    case StateCode::z03: return {"Z03", "closed: exempt on a lawful ground", "ditutup: dikecualikan dengan alasan sah"};
    case StateCode::z04: return {"Z04", "closed: merged into another case", "ditutup: digabung ke perkara lain"};
    case StateCode::z05: return {"Z05", "closed: person out of scope", "ditutup: terlapor di luar lingkup"};
    case StateCode::z06: return {"Z06", "closed: not proven by the PPK_ASN", "ditutup: tidak terbukti menurut PPK_ASN"};
    case StateCode::z07: return {"Z07", "closed: left service", "ditutup: berhenti dari dinas"};
    case StateCode::z08: return {"Z08", "closed: died", "ditutup: meninggal dunia"};
    case StateCode::z09: return {"Z09", "closed: sanction completed", "ditutup: sanksi selesai dijalani"};
    case StateCode::z10: return {"Z10", "closed: annulled and rehabilitated", "ditutup: dibatalkan dan direhabilitasi"};
    case StateCode::z11: return {"Z11", "closed: lapsed", "ditutup: gugur"};
    case StateCode::followup_none: return {"FOLLOWUP_NONE", "no follow-up due", "belum wajib tindak lanjut"};
    case StateCode::followup_running: return {"FOLLOWUP_RUNNING", "follow-up due", "tindak lanjut berjalan"};
    case StateCode::followup_warned: return {"FOLLOWUP_WARNED", "reminded", "diingatkan"};
    case StateCode::followup_reprimanded: return {"FOLLOWUP_REPRIMANDED", "reprimanded", "ditegur"};
    case StateCode::followup_blocked: return {"FOLLOWUP_BLOCKED", "data blocked", "data diblokir"};
    case StateCode::followup_unblocked: return {"FOLLOWUP_UNBLOCKED", "data unblocked", "blokir dibuka"};
    case StateCode::followup_reported: return {"FOLLOWUP_REPORTED", "follow-up reported", "tindak lanjut dilaporkan"};
    case StateCode::followup_done: return {"FOLLOWUP_DONE", "follow-up verified", "tindak lanjut diverifikasi"};
    case StateCode::duty_normal: return {"DUTY_NORMAL", "on duty", "bertugas"};
    case StateCode::duty_relieved:
      return {"DUTY_RELIEVED", "temporarily relieved of duty", "dibebaskan sementara dari tugas jabatan"};
    case StateCode::duty_suspended: return {"DUTY_SUSPENDED", "suspended", "diberhentikan sementara"};
    case StateCode::duty_discharged: return {"DUTY_DISCHARGED", "discharged", "diberhentikan"};
    case StateCode::duty_reinstated: return {"DUTY_REINSTATED", "reinstated", "diaktifkan kembali"};
    case StateCode::criminal_none: return {"CRIMINAL_NONE", "no criminal branch", "tanpa cabang pidana"};
    case StateCode::criminal_referred: return {"CRIMINAL_REFERRED", "referred to the police", "diteruskan ke Gakkumdu"};
    case StateCode::criminal_prosecuted: return {"CRIMINAL_PROSECUTED", "prosecuted", "dituntut"};
    case StateCode::criminal_acquitted_final:
      return {"CRIMINAL_ACQUITTED_FINAL", "acquitted, final", "bebas, inkracht"};
    case StateCode::criminal_convicted_final:
      return {"CRIMINAL_CONVICTED_FINAL", "convicted, final", "dipidana, inkracht"};
    case StateCode::remedy_none: return {"REMEDY_NONE", "no remedy sought", "tanpa upaya hukum"};
    case StateCode::remedy_objection_pending: return {"OBJECTION_PENDING", "objection pending", "keberatan berjalan"};
    case StateCode::remedy_objection_decided: return {"OBJECTION_DECIDED", "objection decided", "keberatan diputus"};
    case StateCode::remedy_appeal_pending: return {"APPEAL_PENDING", "appeal pending", "banding berjalan"};
    case StateCode::remedy_appeal_decided: return {"APPEAL_DECIDED", "appeal decided", "banding diputus"};
    case StateCode::remedy_court_pending: return {"COURT_PENDING", "before the court", "gugatan berjalan"};
    case StateCode::remedy_court_decided: return {"COURT_DECIDED", "judgment given", "gugatan diputus"};
    case StateCode::remedy_final: return {"REMEDY_FINAL", "final and binding", "berkekuatan hukum tetap"};
    case StateCode::embargo_sealed: return {"EMBARGO_SEALED", "sealed", "tertutup"};
    case StateCode::embargo_published: return {"EMBARGO_PUBLISHED", "published", "diumumkan"};
    case StateCode::hold_no: return {"HOLD_NO", "no legal hold", "tanpa penahanan pemusnahan"};
    case StateCode::hold_yes: return {"HOLD_YES", "under legal hold", "dalam penahanan pemusnahan"};
    case StateCode::stay_no: return {"STAY_NO", "not stayed", "tanpa penundaan"};
    case StateCode::stay_yes: return {"STAY_YES", "stayed by the court", "ditunda oleh pengadilan"};
  }
  return {"", "", ""};
}

}  // namespace

const char* name(Overlay overlay) {
  switch (overlay) {
    case Overlay::followup: return "followup";
    case Overlay::duty: return "duty";
    case Overlay::criminal: return "criminal";
    case Overlay::remedy: return "remedy";
    case Overlay::embargo: return "embargo";
    case Overlay::hold: return "hold";
    case Overlay::stay: return "stay";
  }
  return "";
}

const char* name(StateCode state) {
  return words(state).code;
}

const char* english(StateCode state) {
  return words(state).english;
}

const char* indonesian(StateCode state) {
  return words(state).indonesian;
}

bool is_known_state(std::uint16_t number) {
  return *name(static_cast<StateCode>(number)) != '\0';
}

}  // namespace jejak
