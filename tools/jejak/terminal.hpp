#pragma once
// How a command speaks: results to stdout, messages to stderr, in the user's language, with colour and moving lines
// only where a person looks. One thread.

#include "api/answers/asker.hpp"
#include "tools/jejak/messages.hpp"
#include "tools/keys/key_file.hpp"

#include <cstdint>
#include <functional>

namespace jejak {

enum class Colour : std::uint8_t { red, green, yellow, dim, bold };

struct Speech {  // what the global flags and the environment say
  Language language = Language::english;
  bool json = false;
  bool plain = false;
  bool quiet = false;
  bool no_input = false;
  bool no_colour = false;
  bool no_pager = false;
};

class Terminal {
 public:
  explicit Terminal(Language language) { speech.language = language; }

  Speech speech;  // filled while the command line is read

  bool json() const { return speech.json; }
  bool plain() const { return speech.plain; }
  Language language() const { return speech.language; }

  template <class Key, class... Values>  // a Text, or a Phrase of an answer
  std::string say(Key key, const Values&... values) const {
    return jejak::say(speech.language, key, values...);
  }

  void out(std::string_view text);       // a result
  void tell(std::string_view sentence);  // a message; not with --quiet
  template <class... Values>
  void tell(Text key, const Values&... values) {
    tell(say(key, values...));
  }
  void fail(const Error& error);  // always
  bool flush();                   // false if stdout could not take everything

  std::string paint(std::string_view text, Colour colour) const;  // for stdout
  bool stderr_is_terminal() const;

  // From `file` ("-": stdin), or asked for on the terminal without echo; `twice` for a new one. One line, without its
  // newline. Errors: usage (nobody can be asked, or the two differ), not_found, permission, interrupted.
  Result<Secret> passphrase(const std::string& file, const std::string& for_what, bool twice);

 private:
  bool stdout_failed_ = false;
};

// Ctrl-C: the first is answered at once and remembered, the second ends the process with 130.
void catch_interrupts(Language language);
bool hangup_counts();  // not under nohup
bool interrupted();

// A bar with an estimate on a terminal, a line every few seconds elsewhere, nothing with --quiet.
class Progress {
 public:
  Progress(Terminal& terminal, std::string what, std::uint64_t total);  // total 0: not known
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // leaves the line empty

  bool at(std::uint64_t done);  // false once the user has interrupted
  std::function<bool(std::uint64_t)> follower() {
    return [this](std::uint64_t done) { return at(done); };
  }

 private:
  void draw(std::uint64_t done, std::int64_t now_us);
  Terminal& terminal_;
  std::string what_;
  std::uint64_t total_;
  std::int64_t started_us_;
  std::int64_t drawn_us_;
  bool drawn_ = false;
};

}  // namespace jejak
