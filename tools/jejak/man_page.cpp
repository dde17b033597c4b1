#include "tools/jejak/man_page.hpp"

#include "ledger/base/text.hpp"

#include <algorithm>

namespace jejak {
namespace {

// Text that troff prints as it stands: no line begins a request, no character is an escape, a hyphen is one.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\n') {
      out += "\n";
    } else {
      if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
      out += c;
    }
  }
  return out;
}

std::string bold(const std::string& text) {
  return "\\fB" + plain(text) + "\\fR";
}

std::string italic(const std::string& text) {
  return "\\fI" + plain(text) + "\\fR";
}

void section(std::string& out, const std::string& title) {
  out += ".SH " + upper(title) + "\n";
}

std::string heading_of(const OptionOutline& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) names.push_back(option.positional ? italic(name) : bold(name));
  std::string out = joined(names);
  if (!option.kind.empty()) out += " " + italic(option.kind);
  return out;
}

void list(std::string& out, const std::vector<OptionOutline>& options) {
  for (const OptionOutline& option : options) {
    out += ".TP\n" + heading_of(option) + "\n" + plain(option.help) + "\n";
  }
}

std::string synopsis_of(const CommandOutline& command) {
  std::string out = bold(command.path);
  if (!command.commands.empty()) return out + " " + italic("COMMAND") + " ...";
  for (const OptionOutline& option : command.options) {
    if (!option.positional && option.required) out += " " + bold(option.names.back()) + " " + italic(option.kind);
  }
  out += " [" + italic("OPTION") + "]...";
  for (const OptionOutline& option : command.options) {
    if (!option.positional) continue;
    out += option.required ? " " + italic(option.names.front()) : " [" + italic(option.names.front()) + "]";
  }
  return out;
}

}  // namespace

std::string man_name(const CommandOutline& command) {
  std::string out = command.path;
  std::replace(out.begin(), out.end(), ' ', '-');
  return out;
}

std::string man_page(const CommandOutline& root, const CommandOutline& command, const ManWords& words,
                     const std::string& version) {
  std::string out =
      ".TH " + upper(man_name(command)) + " 1 \"\" \"jejak " + version + "\" \"" + plain(words.title) + "\"\n";
  section(out, words.name);
  out += plain(man_name(command)) + " \\- " + plain(command.help) + "\n";
  section(out, words.synopsis);
  out += synopsis_of(command) + "\n";
  if (!command.commands.empty()) {
    section(out, words.commands);
    for (const CommandOutline& sub : command.commands) {
      out += ".TP\n" + bold(man_name(sub)) + "(1)\n" + plain(sub.help) + "\n";
    }
  }
  if (&command != &root && !command.options.empty()) {
    section(out, words.options);
    list(out, command.options);
  }
  section(out, words.everywhere);
  list(out, root.options);
  if (!command.examples.empty()) {
    section(out, words.examples);
    out += ".nf\n";
    for (const std::string& example : command.examples) out += plain(example) + "\n";
    out += ".fi\n";
  }
  section(out, words.exit_status);
  for (const auto& [code, meaning] : words.exit_codes) out += ".TP\n" + bold(code) + "\n" + plain(meaning) + "\n";
  if (&command != &root) {
    section(out, words.see_also);
    out += bold("jejak") + "(1)\n";
  }
  return out;
}

}  // namespace jejak
