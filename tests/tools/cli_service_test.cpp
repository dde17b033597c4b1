// The commands of whoever runs the service, or asks one: token, doctor, and how serve is configured.
#include "api/auth/token.hpp"
#include "ledger/base/clock.hpp"
#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <filesystem>

namespace jejak::test {
namespace {

std::string key_of(const DemoLedger& demo) {
  return demo.demo + "/log.skey";
}

std::string config(const std::vector<std::string>& words, const std::string& environment = "") {
  const Said said = run_program("jejak", std::vector<std::string>{"serve", "--print-config"} + words, "", environment);
  INFO(said.err);
  CHECK(said.code == 0);
  return said.out;
}

Said wrong_config(const Scratch& scratch, const std::string& text) {
  write_text(scratch.at("wrong.toml"), text);
  return jejak({"serve", "--print-config", "--config", scratch.at("wrong.toml")});
}

}  // namespace

TEST_CASE("cli token: it is printed alone, holds for the ledger that was named, and no longer than it may",
          "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said said = jejak({"token", key_of(demo), "--ledger", demo.folder});
  INFO(said.err);
  REQUIRE(said.code == 0);
  REQUIRE(lines_of(said.out) == 1);
  const std::string token = said.out.substr(0, said.out.size() - 1);
  const std::string origin = [&] {
    const std::string note = jejak({"checkpoint", demo.folder}).out;
    return note.substr(0, note.find('\n'));
  }();
  const Instant now = SystemClock().now();
  const auto claims = verify_token(token, {origin, 60}, now);
  REQUIRE(claims.has_value());
  CHECK(claims->expires - claims->issued == token_lifetime_seconds_max);
  const Said again = jejak({"token", key_of(demo), "--origin", origin, "--lifetime", "60", "--json"});
  CHECK(again.out_has("\"origin\":\"" + origin + "\""));
  CHECK_FALSE(again.out_has(token));  // an id of its own
  for (const char* lifetime : {"0", "3601", "-1", "1h", ""}) {
    INFO(lifetime);
    CHECK(jejak({"token", key_of(demo), "--origin", origin, "--lifetime", lifetime}).code == 2);
  }
  CHECK(jejak({"token", key_of(demo)}).err_has("--origin or --ledger"));
  CHECK(jejak({"token", key_of(demo), "--origin", origin, "--ledger", demo.folder}).code == 2);
  CHECK(jejak({"token", key_of(demo), "--origin", "jejak.example/real"}).code == 7);  // a bare key for a real ledger
}

TEST_CASE("cli serve: a flag goes before the environment, that before the file, and that before what is built in",
          "[tools][cli]") {
  const Scratch scratch;
  write_text(scratch.at("serve.toml"),
             "# of the test\nlisten = [\"127.0.0.1:1001\", \"[::1]:1001\"]\nworkers = 3\nconnections = 500\n"
             "reserve = \"2G\"\nno-request-log = true\nkey = \"all.key\"\n\n[ledger.bkn]\nfolder = \"/data/bkn\"\n"
             "public = true\nwhole-scope-offices = [\"INSPECTOR@kl:BKN\"]\n\n[ledger.drill]\nfolder = \"/data/drill\"\n"
             "key = \"drill.key\"\n");
  const std::string from_file = config({"--config", scratch.at("serve.toml")});
  CHECK(from_file.find("listen = [\"127.0.0.1:1001\",\"[::1]:1001\"]  # file\n") != std::string::npos);
  CHECK(from_file.find("workers = \"3\"  # file\n") != std::string::npos);
  CHECK(from_file.find("no-request-log = true  # file\n") != std::string::npos);
  CHECK(from_file.find("io-threads = \"0\"  # built in\n") != std::string::npos);
  CHECK(from_file.find("[ledger.\"bkn\"]\nfolder = \"/data/bkn\"\nkey = \"all.key\"\npublic = true\n"
                       "whole-scope-offices = [\"INSPECTOR@kl:BKN\"]\n") != std::string::npos);
  CHECK(from_file.find("[ledger.\"drill\"]\nfolder = \"/data/drill\"\nkey = \"drill.key\"\npublic = false\n") !=
        std::string::npos);

  const std::string variables =
      "JEJAK_CONFIG=ignored JEJAK_WORKERS=4 JEJAK_CONNECTIONS=600 JEJAK_LISTEN=127.0.0.1:1,127.0.0.1:2";
  const std::string all = config({"--config", scratch.at("serve.toml"), "--workers", "5"}, variables);
  CHECK(all.find("workers = \"5\"  # flag\n") != std::string::npos);
  CHECK(all.find("connections = \"600\"  # environment\n") != std::string::npos);
  CHECK(all.find("listen = [\"127.0.0.1:1\",\"127.0.0.1:2\"]  # environment\n") != std::string::npos);
  CHECK(all.find("reserve = \"2G\"  # file\n") != std::string::npos);

  // What it prints is a file that says the same.
  write_text(scratch.at("again.toml"), from_file);
  const std::string again = config({"--config", scratch.at("again.toml")});
  CHECK(again.substr(again.find("[ledger")) == from_file.substr(from_file.find("[ledger")));

  // Ledgers that are named are the ledgers; of a section of the same name the rest holds.
  const std::string named = config({"--config", scratch.at("serve.toml"), "--ledger", "bkn=/other", "--key", "k"});
  CHECK(named.find("[ledger.\"bkn\"]\nfolder = \"/other\"\nkey = \"k\"\npublic = true\n") != std::string::npos);
  CHECK(named.find("drill") == std::string::npos);
  CHECK(config({"--ledger", "bkn=/other", "--key", "k"}).find("workers = \"0\"  # built in\n") != std::string::npos);
  CHECK(jejak({"serve", "--print-config", "--json", "--config", scratch.at("serve.toml")})
            .out_has("\"workers\":{\"values\":[\"3\"],\"given_by\":\"file\"}"));
}

TEST_CASE("cli serve: an unknown key is an error that names the line and the near one", "[tools][cli]") {
  const Scratch scratch;
  const Said near = wrong_config(scratch, "\nlisen = \"127.0.0.1:1\"\n");
  CHECK(near.code == 2);
  CHECK(near.err_has("wrong.toml: line 2: "));
  CHECK(near.err_has("Did you mean listen?"));
  CHECK(wrong_config(scratch, "[ledger.a]\nfoldr = \"x\"\n").err_has("Did you mean folder?"));
  CHECK(wrong_config(scratch, "[leger.a]\nfolder = \"x\"\n").err_has("Did you mean ledger?"));
  CHECK(wrong_config(scratch, "listen = \n").code == 2);
  CHECK(wrong_config(scratch, "workers = 2.5\n").code == 2);
  CHECK(wrong_config(scratch, "workers = [1, 2]\n").err_has("takes one value"));
  CHECK(wrong_config(scratch, "public = \"maybe\"\n").err_has("must be true or false"));
  CHECK(wrong_config(scratch, "workers = 1\nworkers = 2\n").code == 2);
  CHECK(wrong_config(scratch, "key = \"k\"\n").err_has("which ledger?"));
  CHECK(wrong_config(scratch, "key = \"k\"\n[ledger.checkpoint]\nfolder = \"x\"\n").code == 2);  // hides a path
  CHECK(wrong_config(scratch, "[ledger.a]\nfolder = \"x\"\n").err_has("no key"));
  CHECK(jejak({"serve", "--config", scratch.at("missing.toml")}).code == 4);
  CHECK(run_program("jejak", {"serve", "--ledger", "x"}, "", "JEJAK_PUBLIC=maybe").err_has("JEJAK_PUBLIC"));
  for (const auto& [flag, value] : std::vector<std::pair<std::string, std::string>>{
           {"--rate", "fast"}, {"--reserve", "2T"}, {"--log-level", "loud"}, {"--workers", "-1"}}) {
    INFO(flag);
    CHECK(jejak({"serve", "--ledger", "x", "--key", "k", flag, value}).code == 2);
  }
}

TEST_CASE("cli serve: keys and passphrases are found among the service manager's credentials", "[tools][cli]") {
  const Scratch scratch;
  write_text(scratch.at("log.key"), "");
  write_text(scratch.at("passphrase"), "");
  write_text(scratch.at("b.passphrase"), "");
  const std::string said = config({"--ledger", "a=/a", "--ledger", "b=/b"}, "CREDENTIALS_DIRECTORY=" + scratch.path());
  CHECK(said.find("[ledger.\"a\"]\nfolder = \"/a\"\nkey = \"" + scratch.at("log.key") + "\"\npassphrase-file = \"" +
                  scratch.at("passphrase") + "\"\n") != std::string::npos);
  CHECK(said.find("passphrase-file = \"" + scratch.at("b.passphrase") + "\"") != std::string::npos);
}

TEST_CASE("cli doctor: a sound folder is well, and each check stands on a line", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said said = jejak({"doctor", demo.folder, "--key", key_of(demo), "--plain"});
  INFO(said.out << said.err);
  CHECK(said.code == 0);
  for (const char* check : {"format\tok", "rights\tok", "key\tok", "log\tok", "head\tok", "clock\tok", "engine\tok"}) {
    INFO(check);
    CHECK(said.out_has(check));
  }
  const Said json = jejak({"doctor", demo.folder, "--json"});
  CHECK(lines_of(json.out) == lines_of(said.out) - 1);
  CHECK(json.out_has("{\"check\":\"format\",\"health\":\"ok\",\"found\":"));
}

TEST_CASE("cli doctor: what is wrong is named with what to do, and decides the exit code", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  CHECK(jejak({"doctor", scratch.at("nothing")}).code == 4);
  CHECK(jejak({"doctor", scratch.path()}).code != 0);

  const std::string folder = scratch.at("ledger");
  std::filesystem::copy(demo.folder, folder, std::filesystem::copy_options::recursive);
  std::filesystem::permissions(folder, std::filesystem::perms::others_write, std::filesystem::perm_options::add);
  const Said open = jejak({"doctor", folder});
  CHECK(open.code == 7);
  CHECK(open.out_has("chmod go-w " + folder));
  std::filesystem::permissions(folder, std::filesystem::perms::others_write, std::filesystem::perm_options::remove);

  write_text(scratch.at("open.key"), read_text(key_of(demo)));
  std::filesystem::permissions(scratch.at("open.key"), std::filesystem::perms(0644));
  CHECK(jejak({"doctor", folder, "--key", scratch.at("open.key")}).code == 7);

  std::filesystem::remove_all(folder + "/views");
  const Said no_views = jejak({"doctor", folder, "--plain"});
  CHECK(no_views.code == 0);
  CHECK(no_views.out_has("views\tdoubtful"));

  const std::string head = read_text(folder + "/HEAD");
  write_text(folder + "/HEAD", head.substr(0, head.size() - 20) + std::string(17, 'A') + "==\n");
  const Said forged = jejak({"doctor", folder, "--plain"});
  INFO(forged.out);
  CHECK(forged.out_has("head\tfailed"));
  CHECK(forged.code != 0);
  std::filesystem::remove(folder + "/HEAD");
  CHECK(jejak({"doctor", folder}).code == 4);
}

TEST_CASE("cli doctor: an address where nothing answers is unavailable, in both languages", "[tools][cli]") {
  const Said said = jejak({"doctor", "http://127.0.0.1:1/x"});
  CHECK(said.code == 6);
  CHECK(said.out_has("[-] livez"));
  CHECK(jejak({"doctor", "http://127.0.0.1:1/x", "--lang", "id"}).out_has("Apakah berjalan"));
}

}  // namespace jejak::test
