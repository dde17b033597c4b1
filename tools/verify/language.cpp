#include "tools/verify/language.hpp"

#include <cstdlib>

namespace jejak {

std::optional<Language> parse_language(std::string_view name) {
  const std::string_view main = name.substr(0, name.find_first_of("_.-@"));
  if (main == "id" || main == "in") return Language::indonesian;
  if (main == "en" || main == "C" || main == "POSIX") return Language::english;
  return std::nullopt;
}

Language choose_language(int argc, const char* const* argv) {
  constexpr std::string_view flag = "--lang";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    std::optional<Language> chosen;
    if (word == "--") break;
    if (word == flag && i + 1 < argc) chosen = parse_language(argv[i + 1]);
    if (word.substr(0, flag.size() + 1) == "--lang=") chosen = parse_language(word.substr(flag.size() + 1));
    if (chosen) return *chosen;
  }
  for (const char* variable : {"JEJAK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    return parse_language(value).value_or(Language::english);
  }
  return Language::english;
}

Words what(Errc code) {
  switch (code) {
    case Errc::malformed: return {"malformed input", "masukan tidak sesuai format"};
    case Errc::too_large: return {"too large", "terlalu besar"};
    case Errc::bad_signature: return {"a signature does not hold", "tanda tangan tidak sah"};
    case Errc::unknown_key: return {"unknown key", "kunci tidak dikenal"};
    case Errc::conflict: return {"conflict", "bertentangan dengan yang sudah ada"};
    case Errc::not_found: return {"not found", "tidak ditemukan"};
    case Errc::overloaded: return {"overloaded", "terlalu sibuk"};
    case Errc::unavailable: return {"not available", "tidak tersedia"};
    case Errc::disk: return {"the disk refused", "disk menolak"};
    case Errc::permission: return {"not permitted", "tidak diizinkan"};
    case Errc::corrupt: return {"damaged", "rusak"};
    case Errc::unsupported: return {"not supported by this program", "tidak didukung program ini"};
    case Errc::verification: return {"verification failed", "pemeriksaan gagal"};
    case Errc::usage: return {"wrong usage", "cara pakai keliru"};
    case Errc::interrupted: return {"interrupted", "dihentikan"};
    case Errc::internal: return {"internal error", "kesalahan dalam program"};
  }
  return {"internal error", "kesalahan dalam program"};
}

Words what_to_do(Errc code) {
  switch (code) {
    case Errc::malformed:
      return {"Correct the place named and try again.", "Perbaiki bagian yang disebut, lalu coba lagi."};
    case Errc::too_large: return {"Make it smaller, or split it.", "Perkecil, atau bagi menjadi beberapa bagian."};
    case Errc::bad_signature:
      return {"Sign the event again with `jejak sign`; do not change it afterwards.",
              "Tandatangani lagi dengan `jejak sign`; jangan diubah sesudahnya."};
    case Errc::unknown_key:
      return {"Register the key first (`jejak key request`), or sign with a registered one.",
              "Daftarkan dulu kuncinya (`jejak key request`), atau pakai kunci yang terdaftar."};
    case Errc::conflict:
      return {"Look at the present state, make the event or name anew, and try again.",
              "Lihat keadaan terakhir, buat peristiwa atau nama yang baru, lalu coba lagi."};
    case Errc::not_found: return {"Check the name.", "Periksa namanya."};
    case Errc::overloaded: return {"Try again in a moment.", "Coba lagi sebentar lagi."};
    case Errc::unavailable:
      return {"Nothing was lost. Remove the cause and try again.",
              "Tidak ada yang hilang. Atasi sebabnya, lalu coba lagi."};
    case Errc::disk:
      return {"Make room or repair the disk, then try again; nothing was half-written.",
              "Kosongkan atau perbaiki disk, lalu coba lagi; tidak ada yang tertulis setengah."};
    case Errc::permission:
      return {"Use an account, key or passphrase that may do this.",
              "Pakai akun, kunci, atau frasa sandi yang berhak."};
    case Errc::corrupt:
      return {"Do not go on writing. Run `jejak verify` and restore a verified copy.",
              "Jangan menulis lagi. Jalankan `jejak verify` dan pulihkan salinan yang sudah diperiksa."};
    case Errc::unsupported: return {"Use a newer jejak.", "Pakai jejak yang lebih baru."};
    case Errc::verification:
      return {"Do not rely on it. Keep this copy as evidence and compare it with another.",
              "Jangan diandalkan. Simpan salinan ini sebagai bukti dan bandingkan dengan salinan lain."};
    case Errc::usage: return {"See --help.", "Lihat --help."};
    case Errc::interrupted:
      return {"Run the same command again to go on.", "Jalankan perintah yang sama untuk melanjutkan."};
    case Errc::internal:
      return {"Please report it with the command that led here.", "Mohon dilaporkan beserta perintah yang dijalankan."};
  }
  return {"", ""};
}

std::string describe(const std::string& program, const Error& error, Language language) {
  std::string out = program + ": " + what(error.code).in(language);
  if (!error.message.empty()) out += ": " + error.message;
  if (out.back() != '.' && out.back() != '?') out += '.';
  return out + " " + what_to_do(error.code).in(language);
}

}  // namespace jejak
