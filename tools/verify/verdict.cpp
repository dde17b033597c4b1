#include "tools/verify/verdict.hpp"

#include "ledger/record/flat_json.hpp"
#include "ledger/rules/catalogue.hpp"

namespace jejak {
namespace {

// One "name  value" line of a verdict; the names line up.
void line(std::string& out, const char* name, const std::string& value) {
  std::string padded = name;
  padded.resize(std::max<std::size_t>(padded.size(), 14), ' ');
  out += "  " + padded + value + "\n";
}

const char* pick(Language language, const char* english, const char* indonesian) {
  return Words{english, indonesian}.in(language);
}

void warn(std::string& out, bool simulated, const Trust& trust, Language language) {
  if (simulated) out += std::string("  ") + simulated_warning().in(language) + "\n";
  if (!trust.from_the_ledger_itself) return;
  out += pick(language,
              "  The policy and the genesis were taken from the ledger itself: this shows that it is consistent with "
              "itself, not that it is the true one.\n",
              "  Kebijakan dan genesis diambil dari buku besar itu sendiri: ini hanya menunjukkan bahwa isinya "
              "konsisten, bukan bahwa inilah yang asli.\n");
}

bool cannot_judge(const VerifyReport& report) {
  return report.divergence && report.divergence->kind == Divergence::Kind::engine;
}

std::string divergence_text(const VerifyReport& report, const Divergence& divergence, Language language) {
  std::string out = cannot_judge(report) ? pick(language, "NO VERDICT from position ", "TANPA PUTUSAN mulai posisi ")
                                         : pick(language, "FALSE at position ", "TIDAK BENAR pada posisi ");
  out += std::to_string(divergence.position.value) + ": " + words(divergence.kind).in(language) + "\n";
  line(out, pick(language, "ledger", "buku besar"), report.origin.empty() ? "?" : report.origin);
  line(out, pick(language, "stream", "aliran"), divergence.stream.empty() ? "-" : divergence.stream);
  line(out, pick(language, "kind", "jenis"), name(divergence.kind));
  line(out, pick(language, "what", "apa"), divergence.message);
  if (divergence.position.value == 0) return out;
  line(out, pick(language, "before it", "sebelumnya"),
       pick(language, "every entry was as it should be", "semua entri sebagaimana mestinya"));
  return out;
}

std::string true_text(const VerifyReport& report, const Trust& trust, Language language) {
  std::string out = pick(language, "TRUE: ", "BENAR: ");
  out += std::to_string(report.size.value) +
         pick(language, " entries are what their signers signed and the rules allowed.\n",
              " entri sesuai dengan yang ditandatangani dan yang dibolehkan aturan.\n");
  line(out, pick(language, "ledger", "buku besar"), report.origin);
  line(out, pick(language, "root", "akar"), to_base64(report.root));
  line(out, "genesis", print_hex(trust.genesis));
  line(out, "checkpoints", std::to_string(report.checkpoints));
  line(out, pick(language, "refused", "ditolak"), std::to_string(report.refusals));
  line(out, pick(language, "checked", "diperiksa"),
       pick(language, "form, canonical bytes, signatures, ids, chains, verdicts, heads, tree, checkpoints",
            "bentuk, bita kanonik, tanda tangan, id, rantai, putusan aturan, heads, pohon, checkpoint"));
  return out;
}

void event_lines(std::string& out, const Vouched& vouched, Language language) {
  const Event& event = vouched.event();
  const TypeShape* shape = catalogue().find(event.type);
  const std::string title = shape == nullptr ? "" : pick(language, shape->english, shape->indonesian);
  line(out, pick(language, "event", "peristiwa"),
       shape == nullptr ? std::to_string(event.type) : std::string(shape->name) + ": " + title);
  line(out, pick(language, "stream", "aliran"), event.stream);
  line(out, pick(language, "office", "jabatan"), event.office);
  line(out, pick(language, "legal date", "tanggal"), print(event.legal_date) + " " + name(event.zone));
  line(out, "id", print(event.id));
  line(out, pick(language, "event hash", "sidik"), print_hex(vouched.event_hash()));
  for (const PublicKey& key : vouched.keys()) line(out, pick(language, "signed by", "kunci"), to_hex(key));
}

std::string verdict_of(const Entry& entry, Language language) {
  if (entry.kind != EntryKind::event) return name(entry.kind);
  const Refusal refusal(static_cast<RefusalCode>(entry.verdict));
  if (refusal.code == RefusalCode::none) return pick(language, "admitted", "diterima");
  return std::string(pick(language, "refused, ", "ditolak, ")) + print(refusal);
}

std::string witnesses_of(const PolicyHeld& held) {
  if (held.witnesses.empty()) return "-";
  std::string out;
  for (const WitnessHeld& witness : held.witnesses) out += (out.empty() ? "" : ", ") + witness.name;
  return out;
}

std::string divergence_json(const Divergence& divergence) {
  return FlatJson()
      .number("position", divergence.position.value)
      .text("kind", name(divergence.kind))
      .text("stream", divergence.stream)
      .text("message", divergence.message)
      .take();
}

}  // namespace

Words words(Divergence::Kind kind) {
  switch (kind) {
    case Divergence::Kind::entry_form: return {"the bytes are not an entry", "bukan bita sebuah entri"};
    case Divergence::Kind::genesis: return {"not the trusted genesis", "bukan genesis yang dipercaya"};
    case Divergence::Kind::time: return {"recorded time goes back", "waktu pencatatan mundur"};
    case Divergence::Kind::envelope:
      return {"the event was changed, or a signature does not hold",
              "peristiwa diubah, atau tanda tangannya tidak sah"};
    case Divergence::Kind::duplicate_id: return {"an event id occurs twice", "id peristiwa terpakai dua kali"};
    case Divergence::Kind::chain: return {"a gap in a stream's chain", "rantai sebuah aliran terputus"};
    case Divergence::Kind::verdict: return {"the rules judge otherwise", "aturan memutus lain"};
    case Divergence::Kind::heads: return {"a heads entry does not match", "entri heads tidak cocok"};
    case Divergence::Kind::tree: return {"a hash of the tree does not match", "sidik pohon tidak cocok"};
    case Divergence::Kind::checkpoint:
      return {"this history does not lead to a checkpoint: there are two histories",
              "riwayat ini tidak menuju sebuah checkpoint: ada dua riwayat"};
    case Divergence::Kind::truncated:
      return {"cut off: entries are missing at the end", "terpotong: entri di akhir hilang"};
    case Divergence::Kind::stored:
      return {"what is stored beside the log contradicts it", "simpanan di samping log bertentangan dengannya"};
    case Divergence::Kind::damaged:
      return {"the file or folder is not as it was written", "berkas atau folder tidak seperti saat ditulis"};
    case Divergence::Kind::engine:
      return {"rules judge that this program does not know", "yang memutus aturan yang tidak dikenal program ini"};
  }
  return {"", ""};
}

Words simulated_warning() {
  return {
      "SIMULATED: the time of this ledger was set by whoever ran it; it proves nothing about real cases.",
      "SIMULASI: waktu buku besar ini diatur oleh yang menjalankannya; tidak membuktikan apa pun tentang kasus nyata."};
}

std::string missing_trust(bool policy, bool genesis, Language language) {
  if (policy && genesis) return {};
  std::string flags = policy ? "" : "--policy FILE";
  if (!genesis) flags += (flags.empty() ? "" : " ") + std::string("--genesis HASH");
  return std::string(pick(language, "no verdict without trust from outside; missing: ",
                          "tanpa dasar kepercayaan dari luar tidak ada putusan; kurang: ")) +
         flags;
}

std::string verdict_text(const VerifyReport& report, const Trust& trust, Language language) {
  std::string out =
      report.divergence ? divergence_text(report, *report.divergence, language) : true_text(report, trust, language);
  warn(out, report.simulated, trust, language);
  return out;
}

std::string verdict_json(const VerifyReport& report, const Trust& trust) {
  FlatJson json;
  json.text("verdict", cannot_judge(report) ? "none"
                       : report.divergence  ? "false"
                                            : "true")
      .text("origin", report.origin)
      .truth("simulated", report.simulated)
      .text("trust", trust.from_the_ledger_itself ? "itself" : "given")
      .text("genesis", print_hex(trust.genesis));
  if (report.divergence) {
    json.raw("divergence", divergence_json(*report.divergence));
  } else {
    json.number("size", report.size.value)
        .text("root", to_base64(report.root))
        .number("refusals", report.refusals)
        .number("checkpoints", report.checkpoints);
  }
  return json.take() + "\n";
}

ExitCode exit_code(const VerifyReport& report) {
  return report.divergence ? exit_code(errc_of(*report.divergence)) : ExitCode::ok;
}

std::string proof_text(const ProofReport& report, const Trust& trust, Language language) {
  std::string out = pick(language, "TRUE: the entry stands at position ", "BENAR: entri ini berada pada posisi ");
  out += std::to_string(report.index.value) +
         pick(language, " of the log that the policy trusts.\n", " log yang dipercaya kebijakan.\n");
  line(out, pick(language, "ledger", "buku besar"), report.origin);
  line(out, pick(language, "recorded", "dicatat"), print(report.entry.recorded_at));
  line(out, pick(language, "verdict", "putusan"), verdict_of(report.entry, language));
  if (report.vouched) event_lines(out, *report.vouched, language);
  line(out, pick(language, "leaf", "daun"), to_base64(report.leaf));
  line(out, "checkpoint", std::to_string(report.size.value) + " " + to_base64(report.root));
  line(out, pick(language, "witnesses", "saksi"), witnesses_of(report.held));
  line(out, "genesis", print_hex(trust.genesis));
  line(out, pick(language, "not shown", "tak terbukti"),
       pick(language, "whether the keys were registered and the rules kept: `jejak verify` on an export shows that",
            "apakah kunci terdaftar dan aturan dipatuhi: `jejak verify` atas ekspor menunjukkannya"));
  warn(out, report.simulated, trust, language);
  return out;
}

std::string proof_json(const ProofReport& report, const Trust& trust) {
  FlatJson json;
  json.text("verdict", "true")
      .text("origin", report.origin)
      .truth("simulated", report.simulated)
      .text("trust", trust.from_the_ledger_itself ? "itself" : "given")
      .text("genesis", print_hex(trust.genesis))
      .number("position", report.index.value)
      .text("leaf", to_base64(report.leaf))
      .number("size", report.size.value)
      .text("root", to_base64(report.root))
      .text("kind", name(report.entry.kind))
      .text("recorded_at", print(report.entry.recorded_at))
      .text("judged", name(static_cast<RefusalCode>(report.entry.verdict)));
  if (report.vouched) {
    const Event& event = report.vouched->event();
    const TypeShape* shape = catalogue().find(event.type);
    json.text("id", print(event.id))
        .text("type", shape == nullptr ? std::to_string(event.type) : shape->name)
        .text("stream", event.stream)
        .text("office", event.office)
        .text("event_hash", print_hex(report.vouched->event_hash()));
  }
  return json.take() + "\n";
}

}  // namespace jejak
