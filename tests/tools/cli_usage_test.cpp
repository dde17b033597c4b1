#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

namespace jejak::test {

TEST_CASE("cli: without words it shows short help with examples first", "[tools][cli]") {
  const Said said = jejak({});
  CHECK(said.code == 0);
  CHECK(said.out_has("Commands:"));
  CHECK(said.err.empty());
  const Said verify = jejak({"verify", "--help"});
  CHECK(verify.code == 0);
  REQUIRE(verify.out_has("Examples:"));
  CHECK(verify.out.find("Examples:") < verify.out.find("Options:"));
  CHECK(jejak({"help", "verify"}).out == verify.out);
  CHECK(jejak({"--version"}).out.rfind("jejak ", 0) == 0);
}

TEST_CASE("cli: every command has help in both languages", "[tools][cli]") {
  const std::vector<std::vector<std::string>> commands = {{"init"},
                                                          {"genesis", "new"},
                                                          {"genesis", "show"},
                                                          {"key", "new"},
                                                          {"key", "show"},
                                                          {"key", "request"},
                                                          {"sign"},
                                                          {"record"},
                                                          {"heads"},
                                                          {"log"},
                                                          {"show"},
                                                          {"case"},
                                                          {"tally"},
                                                          {"report"},
                                                          {"verify"},
                                                          {"replay"},
                                                          {"prove"},
                                                          {"check"},
                                                          {"export"},
                                                          {"import"},
                                                          {"checkpoint"},
                                                          {"policy"},
                                                          {"event", "new"},
                                                          {"event", "types"},
                                                          {"ruleset", "compile"},
                                                          {"demo", "tiny"},
                                                          {"demo", "load"},
                                                          {"demo", "pilkada2020"},
                                                          {"demo", "pilkada2024"},
                                                          {"audit"},
                                                          {"findings"},
                                                          {"offices"},
                                                          {"approvals"},
                                                          {"diff"},
                                                          {"completion"},
                                                          {"man"},
                                                          {"deadlines"},
                                                          {"windows"},
                                                          {"refusals"},
                                                          {"authority"},
                                                          {"explain"},
                                                          {"whatif"},
                                                          {"ruleset", "check"},
                                                          {"ruleset", "show"},
                                                          {"ruleset", "publish"},
                                                          {"serve"},
                                                          {"token"},
                                                          {"doctor"}};
  for (const auto& command : commands) {
    const Said english = jejak(command + std::vector<std::string>{"--help"});
    const Said indonesian = jejak(command + std::vector<std::string>{"--help", "--lang", "id"});
    INFO(command.front());
    CHECK(english.code == 0);
    CHECK(indonesian.code == 0);
    CHECK(english.out_has("Usage:"));
    CHECK(indonesian.out_has("Pemakaian:"));
    CHECK(english.out_has("jejak " + command.front()));
    CHECK(english.out != indonesian.out);
  }
}

TEST_CASE("cli: a wrong word, option or number is wrong usage, with the near one named", "[tools][cli]") {
  const Said word = jejak({"verfiy", "x"});
  CHECK(word.code == 2);
  CHECK(word.err_has("Did you mean verify?"));
  CHECK(word.out.empty());
  const Said nested = jejak({"key", "sohw"});
  CHECK(nested.code == 2);
  CHECK(nested.err_has("Did you mean show?"));
  const Said option = jejak({"verify", "x", "--polcy", "y"});
  CHECK(option.code == 2);
  CHECK(option.err_has("Did you mean --policy?"));
  const Said missing = jejak({"init", "somewhere"});
  CHECK(missing.code == 2);
  CHECK(missing.err_has("--genesis"));
  CHECK(jejak({"key"}).err_has("jejak key needs a command"));
  CHECK(jejak({"--lang", "de"}).code == 2);
  CHECK(jejak({"verify", "x", "--policy"}).code == 2);
  CHECK(jejak({"event", "new", "CaseOpend"}).err_has("Did you mean CaseOpened?"));
}

TEST_CASE("cli: the language comes from the flag, else from the environment", "[tools][cli]") {
  CHECK(run_program("jejak", {"verfiy"}, "", "LANG=id_ID.UTF-8").err_has("Maksud Anda verify?"));
  CHECK(run_program("jejak", {"verfiy"}, "", "LANG=en_US.UTF-8 JEJAK_LANG=id").err_has("Maksud Anda verify?"));
  CHECK(run_program("jejak", {"verfiy", "--lang", "en"}, "", "JEJAK_LANG=id").err_has("Did you mean verify?"));
}

TEST_CASE("cli: an error names what, where and what to do on one line of stderr", "[tools][cli]") {
  const Said said = jejak({"log", "/nonexistent/ledger"});
  CHECK(said.code == 4);
  CHECK(said.out.empty());
  CHECK(said.err.rfind("jejak: not found: ", 0) == 0);
  CHECK(said.err_has("/nonexistent/ledger"));
  CHECK(said.err.find('\n') == said.err.size() - 1);
  CHECK_FALSE(said.err_has("\033["));
}

TEST_CASE("cli: colour only where asked for when nobody looks", "[tools][cli]") {
  CHECK(run_program("jejak", {"log", "/nonexistent"}, "", "FORCE_COLOR=1").err_has("\033["));
  CHECK_FALSE(run_program("jejak", {"log", "/nonexistent"}, "", "FORCE_COLOR=1 NO_COLOR=1").err_has("\033["));
  CHECK_FALSE(run_program("jejak", {"log", "/nonexistent", "--no-color"}, "", "FORCE_COLOR=1").err_has("\033["));
}

TEST_CASE("cli: a key is made under a passphrase, shown without it, and refused with a wrong one", "[tools][cli]") {
  const Scratch scratch;
  write_text(scratch.at("pass"), "correct horse\n");
  write_text(scratch.at("wrong"), "correct house\n");
  const std::vector<std::string> make = {"key",
                                         "new",
                                         "--name",
                                         "bawaslu:64",
                                         "--out",
                                         scratch.at("k"),
                                         "--passphrase-file",
                                         scratch.at("pass"),
                                         "--strength",
                                         "interactive"};
  const Said made = jejak(make);
  CHECK(made.code == 0);
  CHECK(made.out.rfind("bawaslu:64+", 0) == 0);
  CHECK(jejak({"key", "show", scratch.at("k")}).out == made.out);
  CHECK(jejak(make).code == 5);  // never replaced

  write_text(scratch.at("note"), "jejak genesis v1\n");
  const Said nobody = jejak({"init", scratch.at("l"), "--genesis", scratch.at("note"), "--log-key", scratch.at("k")});
  CHECK(nobody.code == 2);  // no genesis
  const Said request = jejak({"event", "new", "CaseOpened", "-q"});
  CHECK(request.code == 0);
  CHECK(jejak({"key", "new", "--name", "a b", "--out", scratch.at("x"), "--no-input"}).code == 2);
  CHECK(jejak({"key", "new", "--name", "a", "--out", scratch.at("x"), "--no-input"}).code == 2);
}

namespace {

// A genesis that nobody has signed yet, beside the sealed keys of the log (je) and of two institutions (ba, kl).
std::string draft_genesis(const Scratch& scratch) {
  write_text(scratch.at("pass"), "correct horse\n");
  for (const char* name : {"jejak.example/test", "bawaslu:64", "kl:BKN"}) {
    const std::string file = scratch.at(std::string(name).substr(0, 2));
    REQUIRE(jejak({"key", "new", "--name", name, "--out", file, "--passphrase-file", scratch.at("pass"), "--strength",
                   "interactive"})
                .code == 0);
  }
  const std::string note = scratch.at("genesis.note");
  const Said drafted = jejak({"genesis", "new", "--origin", "jejak.example/test", "--log", scratch.at("je"), "--root",
                              scratch.at("kl"), "--root", scratch.at("ba"), "--threshold", "2", "-o", note});
  INFO(drafted.err);
  REQUIRE(drafted.code == 0);
  return note;
}

}  // namespace

TEST_CASE("cli: three institutions found a real ledger with sealed keys", "[tools][cli]") {
  const Scratch scratch;
  write_text(scratch.at("wrong"), "correct house\n");
  const std::vector<std::string> pass = {"--passphrase-file", scratch.at("pass")};
  const std::string note = draft_genesis(scratch);
  const std::vector<std::string> found = {"init", scratch.at("ledger"), "--genesis",
                                          note,   "--log-key",          scratch.at("je")};
  REQUIRE(jejak(std::vector<std::string>{"sign", note, "--key-file", scratch.at("ba")} + pass).code == 0);
  CHECK(jejak(found + pass).code != 0);  // one root has not signed
  CHECK(jejak(std::vector<std::string>{"sign", note, "--key-file", scratch.at("je")} + pass).code == 7);  // no root
  const Said wrong = jejak({"sign", note, "--key-file", scratch.at("kl"), "--passphrase-file", scratch.at("wrong")});
  CHECK(wrong.code == 7);
  REQUIRE(jejak(std::vector<std::string>{"sign", note, "--key-file", scratch.at("kl")} + pass).code == 0);
  const Said founded = jejak(found + pass);
  INFO(founded.err);
  REQUIRE(founded.code == 0);
  CHECK(jejak(found + pass).code == 5);  // the folder is taken
  CHECK(jejak(found + pass + std::vector<std::string>{"--at", "2020-01-01T00:00:00Z"}).code == 2);
  const Said checked = jejak({"verify", scratch.at("ledger"), "--trust-folder"});
  CHECK(checked.code == 0);
  CHECK_FALSE(checked.out_has("SIMULATED"));
}

TEST_CASE("cli: of a ledger under rules that are newer than the program the log is read, and nothing said of the law",
          "[tools][cli]") {
  const Scratch scratch;
  const std::vector<std::string> pass = {"--passphrase-file", scratch.at("pass")};
  const std::string note = draft_genesis(scratch);
  std::string draft = read_text(note);
  const std::string other = scratch.at("other.note");
  write_text(other, draft);
  draft.replace(draft.find("\nengine 1\n"), 10, "\nengine 2\n");
  write_text(note, draft);
  for (const std::string& signing : {note, other}) {
    for (const char* root : {"ba", "kl"}) {
      REQUIRE(jejak(std::vector<std::string>{"sign", signing, "--key-file", scratch.at(root)} + pass).code == 0);
    }
  }
  const std::string folder = scratch.at("ledger");
  REQUIRE(
      jejak(std::vector<std::string>{"init", folder, "--genesis", note, "--log-key", scratch.at("je")} + pass).code ==
      0);
  const Said said = jejak({"doctor", folder});
  INFO(said.out << said.err);
  CHECK(said.code != 0);
  CHECK(said.out_has("entries from position 1 on are judged by engine 2"));
  CHECK(said.out_has("Use a newer program"));
  write_text(folder + "/genesis.note", read_text(other));  // what counts is entry 0
  CHECK(jejak({"doctor", folder}).out_has("are judged by engine 2"));
  for (const char* command : {"offices", "deadlines", "approvals"}) {
    const Said refused = jejak({command, folder});
    INFO(command << ": " << refused.out << refused.err);
    CHECK(refused.code == 6);
    CHECK(refused.err_has("entries from position 1 on are judged by engine 2"));
  }
  CHECK(jejak({"log", folder}).code == 0);
  CHECK(jejak({"prove", folder, "0", "-o", scratch.at("proof")}).code == 0);
  CHECK(jejak({"export", folder, "-o", scratch.at("export")}).code == 0);
}

}  // namespace jejak::test
