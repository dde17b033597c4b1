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
    case StateCode::requested: return {"REQUESTED", "requested", "dimohonkan"};
    case StateCode::granted: return {"GRANTED", "granted", "diberikan"};
    case StateCode::refused: return {"REFUSED", "refused", "ditolak"};
    case StateCode::consumed: return {"CONSUMED", "consumed", "telah dipakai"};
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
  }
  return {"", "", ""};
}

}  // namespace

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
