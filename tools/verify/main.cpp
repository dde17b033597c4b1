// jejak-verify: the verdict on an export or a proof, with nothing but the policy file and the genesis hash. It links no
// database, no network and no writer, so that it can be read in an afternoon.

#include "ledger/record/export.hpp"
#include "tools/verify/standard_streams.hpp"
#include "tools/verify/verdict.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace jejak {
namespace {

constexpr const char* usage_english =
    "jejak-verify ledger.export --policy policy --genesis HASH\n"
    "jejak-verify event.tlog-proof --policy policy --genesis HASH\n\n"
    "usage: jejak-verify FILE --policy FILE --genesis HASH [options]\n\n"
    "FILE is an export or a proof. Exit code 0: true; 3: false; others: no verdict.\n\n"
    "  --policy FILE      the keys you trust (C2SP policy), from outside the ledger\n"
    "  --genesis HASH     the leaf hash of entry 0 you trust: 64 hex digits or base64\n"
    "  --checkpoint FILE  a checkpoint seen elsewhere, which the history must lead to; may be repeated\n"
    "  --entry FILE       the entry of a proof that does not hold it\n"
    "  --json             one JSON object instead of words\n"
    "  --lang en|id       language of the words\n"
    "  -h, --help         this text\n"
    "  --version          version\n";
constexpr const char* usage_indonesian =
    "jejak-verify buku.export --policy policy --genesis SIDIK\n"
    "jejak-verify peristiwa.tlog-proof --policy policy --genesis SIDIK\n\n"
    "pemakaian: jejak-verify BERKAS --policy BERKAS --genesis SIDIK [opsi]\n\n"
    "BERKAS ialah ekspor atau bukti. Kode keluar 0: benar; 3: tidak benar; lainnya: tidak ada putusan.\n\n"
    "  --policy BERKAS      kunci yang Anda percaya (kebijakan C2SP), dari luar buku besar\n"
    "  --genesis SIDIK      sidik daun entri 0 yang Anda percaya: 64 digit heksadesimal atau base64\n"
    "  --checkpoint BERKAS  checkpoint dari tempat lain yang harus dituju riwayat ini; boleh diulang\n"
    "  --entry BERKAS       entri dari bukti yang tidak memuatnya\n"
    "  --json               satu objek JSON, bukan kata-kata\n"
    "  --lang en|id         bahasa\n"
    "  -h, --help           teks ini\n"
    "  --version            versi\n";

constexpr Words usage_text{usage_english, usage_indonesian};

struct Asked {
  std::string file;
  std::string policy;
  std::string genesis;
  std::string entry;
  std::vector<std::string> checkpoints;
  bool json = false;
  bool help = false;
  bool version = false;
};

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) {
  if (interrupted != 0) std::_Exit(number(ExitCode::interrupted));
  interrupted = 1;
}

// The variable that a flag fills, or null.
std::string* slot(Asked& asked, std::string_view flag, std::string& unused) {
  if (flag == "--policy") return &asked.policy;
  if (flag == "--genesis") return &asked.genesis;
  if (flag == "--entry") return &asked.entry;
  if (flag == "--lang") return &unused;
  if (flag == "--checkpoint") return &asked.checkpoints.emplace_back();
  return nullptr;
}

Result<Asked> read_arguments(int argc, char** argv) {
  Asked asked;
  std::string language;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--json") {
      asked.json = true;
    } else if (word == "-h" || word == "--help") {
      asked.help = true;
    } else if (word == "--version") {
      asked.version = true;
    } else if (word.rfind("--", 0) == 0) {
      const auto equals = word.find('=');
      std::string* value = slot(asked, std::string_view(word).substr(0, equals), language);
      if (value == nullptr) return Error{Errc::usage, word};
      if (equals != std::string::npos) {
        *value = word.substr(equals + 1);
      } else if (i + 1 < argc) {
        *value = argv[++i];
      } else {
        return Error{Errc::usage, word + " ?"};
      }
    } else if (asked.file.empty()) {
      asked.file = word;
    } else {
      return Error{Errc::usage, word};
    }
  }
  if (!language.empty() && !parse_language(language)) return Error{Errc::usage, "--lang " + language};
  return asked;
}

Result<Trust> read_trust(const Asked& asked, Language language) {
  const std::string missing = missing_trust(!asked.policy.empty(), !asked.genesis.empty(), language);
  if (!missing.empty()) return Error{Errc::usage, missing};
  Trust trust;
  const auto genesis = parse_hash(asked.genesis);
  if (!genesis) return Error{Errc::usage, "--genesis " + asked.genesis};
  trust.genesis = *genesis;
  auto policy = read_policy(asked.policy);
  if (!policy) return std::move(policy).error();
  trust.policy = std::move(*policy);
  for (const std::string& path : asked.checkpoints) {
    auto checkpoint = read_checkpoint(path);
    if (!checkpoint) return std::move(checkpoint).error();
    trust.checkpoints.push_back(std::move(*checkpoint));
  }
  return trust;
}

// A verdict's text and exit code.
struct Said {
  std::string text;
  ExitCode code;
};

Result<Said> judge_export(std::istream& in, const Asked& asked, const Trust& trust, Language language) {
  VerifyOptions options;
  options.genesis_hash = trust.genesis;
  options.policy = &trust.policy;
  options.must_extend = trust.checkpoints;
  options.progress = [](std::uint64_t) { return interrupted == 0; };
  auto report = verify_export(in, options);
  if (!report) return std::move(report).error();
  return Said{asked.json ? verdict_json(*report, trust) : verdict_text(*report, trust, language), exit_code(*report)};
}

Result<Said> judge_proof(std::istream& in, const Asked& asked, const Trust& trust, Language language) {
  auto bundle = read_proof_bundle(in, asked.file, asked.entry);
  if (!bundle) return std::move(bundle).error();
  auto report = check_proof(*bundle, trust);
  if (!report) return std::move(report).error();
  return Said{asked.json ? proof_json(*report, trust) : proof_text(*report, trust, language), ExitCode::ok};
}

Result<Said> judge_file(const Asked& asked, Language language) {
  if (asked.help || asked.file.empty()) return Said{usage_text.in(language), ExitCode::ok};
  if (asked.version) return Said{"jejak-verify " JEJAK_VERSION "\n", ExitCode::ok};
  auto trust = read_trust(asked, language);
  if (!trust) return std::move(trust).error();

  auto in = open_to_read(asked.file);
  if (!in) return std::move(in).error();
  // Their first letters tell proof and export apart. It is looked at and stays: what comes through a pipe comes once.
  constexpr char proof_begins_with = 'c';  // c2sp.org/tlog-proof
  static_assert(proof_begins_with != export_magic.front());
  if (in->peek() == proof_begins_with) return judge_proof(*in, asked, *trust, language);
  return judge_export(*in, asked, *trust, language);
}

int run(int argc, char** argv) {
  std::signal(SIGINT, on_interrupt);
  const Language language = choose_language(argc, argv);
  auto asked = read_arguments(argc, argv);
  auto said = asked ? judge_file(*asked, language) : Result<Said>(asked.error());
  if (!said) {
    say_on_stderr(describe("jejak-verify", said.error(), language) + "\n");
    return number(exit_code(said.error().code));
  }
  const bool written = std::fputs(said->text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return number(written ? said->code : ExitCode::disk);
}

}  // namespace
}  // namespace jejak

int main(int argc, char** argv) {
  jejak::hold_standard_streams();
  return jejak::run(argc, argv);
}
