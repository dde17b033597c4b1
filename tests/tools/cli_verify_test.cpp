#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace jejak::test {
namespace {

struct Exported {
  Scratch scratch;
  std::string file = scratch.at("ledger.export");
  Exported() { REQUIRE(jejak({"export", demo_ledger().folder, "-o", file}).code == 0); }
};

// What a program writes to a pipe with a name. Whether it opens the pipe at all is its own affair.
class ReadPipe {
 public:
  explicit ReadPipe(const std::string& path) {
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    fd_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(fd_ >= 0);
    reading_ = std::thread([this] { read_on(); });
  }
  std::string all() {  // once the program has ended
    ended_ = true;
    reading_.join();
    ::close(fd_);
    return std::move(got_);
  }

 private:
  void read_on() {
    char buffer[65536];
    for (;;) {
      const bool was_over = ended_;
      const ssize_t got = ::read(fd_, buffer, sizeof buffer);
      if (got > 0) got_.append(buffer, static_cast<std::size_t>(got));
      if (got <= 0 && was_over) return;
      if (got <= 0) std::this_thread::yield();
    }
  }
  int fd_ = -1;
  std::string got_;
  std::atomic<bool> ended_{false};
  std::thread reading_;
};

std::string flipped(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  return bytes;
}

}  // namespace

TEST_CASE("cli verify: there is no verdict without policy and genesis", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  for (const char* program : {"jejak", "jejak-verify"}) {
    const bool is_jejak = std::string(program) == "jejak";
    const std::vector<std::string> verb = is_jejak ? std::vector<std::string>{"verify"} : std::vector<std::string>{};
    const Said none = run_program(program, verb + std::vector<std::string>{demo.folder});
    CHECK(none.code == 2);
    CHECK(none.out.empty());
    CHECK(none.err_has("--policy FILE --genesis HASH"));
    const Said half = run_program(program, verb + std::vector<std::string>{demo.folder, "--policy", demo.policy});
    CHECK(half.code == 2);
    CHECK(half.err_has("--genesis HASH"));
    CHECK_FALSE(half.err_has("--policy FILE"));
  }
  const Said itself = jejak({"verify", demo.folder, "--trust-folder"});
  CHECK(itself.code == 0);
  CHECK(itself.out_has("consistent with itself"));
}

TEST_CASE("cli verify: folder, export and the small program say the same of a true history", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Exported exported;
  const Said folder = jejak(std::vector<std::string>{"verify", demo.folder} + demo.trust());
  const Said file = jejak(std::vector<std::string>{"verify", exported.file} + demo.trust());
  const Said small = run_program("jejak-verify", std::vector<std::string>{exported.file} + demo.trust());
  INFO(folder.err << file.err << small.err);
  CHECK(folder.code == 0);
  CHECK(file.code == 0);
  CHECK(small.code == 0);
  CHECK(folder.out_has("SIMULATED"));
  CHECK(file.out == small.out);
  const auto json = std::vector<std::string>{"--json"};
  CHECK(jejak(std::vector<std::string>{"verify", exported.file} + demo.trust() + json).out ==
        run_program("jejak-verify", std::vector<std::string>{exported.file} + demo.trust() + json).out);
}

TEST_CASE("cli verify: another genesis or key is not trusted", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said genesis = jejak({"verify", demo.folder, "--policy", demo.policy, "--genesis", std::string(64, 'a')});
  CHECK(genesis.code == 3);
  CHECK(genesis.out_has("FALSE at position 0"));
  CHECK(jejak({"verify", demo.folder, "--policy", demo.policy, "--genesis", "nonsense"}).code == 2);
  const Scratch scratch;
  const std::string key = scratch.at("key");
  write_text(scratch.at("pass"), "x\n");
  const Said other = jejak({"key", "new", "--name", "simulated.jejak.example/tiny", "--out", key, "--passphrase-file",
                            scratch.at("pass"), "--strength", "interactive", "--plain"});
  REQUIRE(other.code == 0);
  write_text(scratch.at("policy"), "log " + other.out + "quorum none\n");
  const Said policy =
      jejak({"verify", demo.folder, "--policy", scratch.at("policy"), "--genesis", demo.genesis, "--json"});
  CHECK(policy.code == 3);
  CHECK(policy.out_has("\"kind\":\"checkpoint\""));
}

TEST_CASE("cli verify: a changed, cut or unreadable export is false, and both programs say where", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Exported exported;
  const std::string bytes = read_text(exported.file);
  const std::string broken = exported.scratch.at("broken");
  const std::vector<std::string> words = std::vector<std::string>{broken} + demo.trust();
  std::vector<std::string> versions = {bytes.substr(0, bytes.size() / 2), bytes.substr(0, bytes.size() - 1),
                                       bytes + "x", ""};
  for (std::size_t part = 1; part < 8; ++part) versions.push_back(flipped(bytes, bytes.size() * part / 8));
  for (const std::string& version : versions) {
    write_text(broken, version);
    const Said big = jejak(std::vector<std::string>{"verify"} + words);
    const Said small = run_program("jejak-verify", words);
    INFO(version.size() << big.err << big.out);
    CHECK(big.code == 3);
    CHECK(small.code == 3);
    CHECK(big.out == small.out);
    CHECK(big.out_has("FALSE at position "));
    CHECK_FALSE(big.out_has("stored"));  // nothing is stored beside an export
    if (version.size() < bytes.size()) CHECK(big.out_has("truncated"));
  }
}

TEST_CASE("cli verify: a checkpoint seen elsewhere must be led to", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  write_text(scratch.at("seen"), jejak({"checkpoint", demo.folder}).out);
  const Exported exported;
  const Said led =
      jejak(std::vector<std::string>{"verify", exported.file, "--checkpoint", scratch.at("seen")} + demo.trust());
  CHECK(led.code == 0);
  // The first entries alone, as somebody would show who wants to hide the last ones.
  const Said part = jejak({"export", demo.folder, "-o", scratch.at("part"), "--to", "1"});
  INFO(part.err);
  REQUIRE(part.code == 0);
  const std::vector<std::string> hidden =
      std::vector<std::string>{scratch.at("part"), "--checkpoint", scratch.at("seen")} + demo.trust();
  for (const Said& said : {jejak(std::vector<std::string>{"verify"} + hidden), run_program("jejak-verify", hidden)}) {
    CHECK(said.code == 3);
    CHECK(said.out_has("truncated"));
  }
}

TEST_CASE("cli prove, check: a proof holds offline, and no part of it can change", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::string proof = scratch.at("p.tlog-proof");
  REQUIRE(jejak({"prove", demo.folder, "20", "-o", proof}).code == 0);
  const Said big = jejak(std::vector<std::string>{"check", proof} + demo.trust());
  const Said small = run_program("jejak-verify", std::vector<std::string>{proof} + demo.trust());
  INFO(big.err << small.err);
  CHECK(big.code == 0);
  CHECK(big.out == small.out);
  CHECK(big.out_has("position 20"));
  CHECK(jejak({"check", proof, "--policy", demo.policy, "--genesis", std::string(64, 'a')}).code == 3);
  CHECK(jejak({"check", proof}).code == 2);

  const std::string bytes = read_text(proof);
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 40) {
    write_text(proof, flipped(bytes, at));
    INFO("byte " << at);
    CHECK(run_program("jejak-verify", std::vector<std::string>{proof} + demo.trust()).code == 3);
  }
  write_text(proof, bytes);
  std::filesystem::remove(proof + ".genesis");
  CHECK(jejak(std::vector<std::string>{"check", proof} + demo.trust()).code == 4);
  REQUIRE(jejak({"prove", demo.folder, "0", "-o", proof}).code == 0);
  CHECK(jejak(std::vector<std::string>{"check", proof} + demo.trust()).code == 0);
}

TEST_CASE("cli prove: on standard output stands the proof alone, and nothing is left beside it", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const std::string proof = scratch.at("p.tlog-proof");
  REQUIRE(jejak({"prove", demo.folder, "20", "-o", proof}).code == 0);
  for (const char* form : {"--plain", "--json"}) {
    const Said said = jejak({"prove", demo.folder, "20", "-o", "-", form});
    CHECK(said.code == 0);
    CHECK(said.out == read_text(proof));
    CHECK(said.err_has("in the same checkpoint too: `--output FILE` writes both"));
  }
  CHECK_FALSE(std::filesystem::exists("-.genesis"));
}

TEST_CASE("cli export, import: the copy has the same entries; a false export leaves nothing", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Exported exported;
  const std::string copy = exported.scratch.at("copy");
  const Said imported = jejak(std::vector<std::string>{"import", exported.file, copy} + demo.trust());
  INFO(imported.err);
  REQUIRE(imported.code == 0);
  const std::string again = exported.scratch.at("again.export");
  REQUIRE(jejak({"export", copy, "-o", again}).code == 0);
  CHECK(read_text(again) == read_text(exported.file));
  CHECK(jejak(std::vector<std::string>{"import", exported.file, copy} + demo.trust()).code == 5);

  const std::string bytes = read_text(exported.file);
  const std::string broken = exported.scratch.at("broken");
  write_text(broken, flipped(bytes, bytes.size() / 2));
  const std::string target = exported.scratch.at("target");
  CHECK(jejak(std::vector<std::string>{"import", broken, target} + demo.trust()).code == 3);
  CHECK_FALSE(std::filesystem::exists(target));
}

TEST_CASE("cli verify: what comes through a pipe is judged as a file is, or not at all", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Exported exported;
  const std::string genesis_proof = exported.scratch.at("genesis-proof");  // the one that consists of one file
  REQUIRE(jejak({"prove", demo.folder, "0", "-o", genesis_proof}).code == 0);
  const std::string bytes = read_text(exported.file);
  const std::string half = bytes.substr(0, bytes.size() / 2);
  const std::vector<std::string> small = std::vector<std::string>{"/dev/stdin"} + demo.trust();
  const std::vector<std::string> big = std::vector<std::string>{"verify", "/dev/stdin"} + demo.trust();
  CHECK(run_on_pipe("jejak-verify", small, bytes).code == 0);
  CHECK(run_on_pipe("jejak", big, bytes).code == 0);
  CHECK(run_on_pipe("jejak-verify", small, half).code == 3);
  CHECK(run_on_pipe("jejak", big, half).code == 3);
  CHECK(run_on_pipe("jejak-verify", small, read_text(genesis_proof)).code == 0);
  for (const std::vector<std::string>& twice :
       {std::vector<std::string>{"verify", "/dev/stdin", "--trust-folder"}, {"replay", "/dev/stdin"}}) {
    const Said said = run_on_pipe("jejak", twice, bytes);
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK(said.err_has("to a file"));
  }
}

TEST_CASE("cli export, prove: a pipe or a device gets the bytes, and is not replaced by a file", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Exported exported;
  const std::string proof = exported.scratch.at("proof");
  REQUIRE(jejak({"prove", demo.folder, "5", "-o", proof}).code == 0);
  const std::string pipe = exported.scratch.at("pipe");
  const auto sent = [&pipe](const std::vector<std::string>& words) {
    ReadPipe reader(pipe);
    const Said said = jejak(words);
    std::string got = reader.all();
    INFO(said.err);
    CHECK(said.code == 0);
    CHECK(std::filesystem::is_fifo(pipe));
    CHECK_FALSE(std::filesystem::exists(pipe + ".new"));
    std::filesystem::remove(pipe);
    return got;
  };
  CHECK(sent({"export", demo.folder, "-o", pipe}) == read_text(exported.file));
  CHECK(sent({"prove", demo.folder, "5", "-o", pipe}) == read_text(proof));
}

TEST_CASE("cli replay: digests from zero are those of the stored views, of the export and of an earlier run",
          "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Exported exported;
  const Said folder = jejak({"replay", demo.folder, "--compare", demo.folder});
  INFO(folder.err);
  CHECK(folder.code == 0);
  const Said file = jejak({"replay", exported.file, "--compare", demo.folder});
  CHECK(file.code == 0);
  CHECK(file.out == folder.out);
  write_text(exported.scratch.at("digests"), folder.out);
  CHECK(jejak({"replay", demo.folder, "--compare", exported.scratch.at("digests")}).code == 0);
  CHECK(jejak({"replay", demo.folder, "--compare", std::string(64, 'a')}).code == 3);
  const Said part = jejak({"replay", demo.folder, "--to", "10", "--compare", exported.scratch.at("digests")});
  CHECK(part.code == 3);
  CHECK(jejak({"replay", demo.folder, "--to", "9999999"}).code == 2);
}

}  // namespace jejak::test
