// Settings: what a flag leaves open is taken from the environment, then from a file. The library reads both too, but
// lets a file win over the environment and says nothing of a key it does not know.
#include "tools/jejak/command.hpp"
#include "tools/jejak/settings_file.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>

namespace jejak {
namespace {

const char* const settings_group = "settings";

std::string name_of(const CLI::Option* option) {
  return option->get_lnames().front();
}

std::string variable_of(const CLI::Option* option) {
  std::string out = "JEJAK_";
  for (const char c : name_of(option)) {
    out += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

bool is_list(const CLI::Option* option) {
  return option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
}

bool is_flag(const CLI::Option* option) {
  return option->get_expected_min() == 0;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t to = std::min(list.find(',', from), list.size());
    if (to > from) out.push_back(list.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

// Gives the option what the command line has not. Errors: usage.
Outcome give(const Terminal& terminal, CLI::Option* option, const std::vector<std::string>& values) {
  if (is_flag(option)) {
    if (values.size() != 1 || (values.front() != "true" && values.front() != "false")) {
      return Error{Errc::usage, terminal.say(Text::setting_not_truth)};
    }
    if (values.front() == "false") return {};
  }
  if (values.empty()) return {};
  option->add_result(values);
  option->run_callback();
  return {};
}

std::vector<std::string> in_effect(const CLI::Option* option) {
  if (is_flag(option)) return {option->count() != 0 && option->as<bool>() ? "true" : "false"};
  if (option->count() != 0) return option->results();
  std::string built_in = option->get_default_str();
  if (is_list(option) && built_in.size() >= 2) built_in = built_in.substr(1, built_in.size() - 2);  // "[a]"
  if (built_in.empty()) return {};
  return {std::move(built_in)};
}

}  // namespace

const Command& Command::settable() const {
  for (CLI::Option* option : app_->get_options([](CLI::Option*) { return true; })) {
    if (option->get_lnames().empty() || option == app_->get_help_ptr()) continue;
    option->group(settings_group);
    option->capture_default_str();
    option->description(option->get_description() + " [" + variable_of(option) + "]");
  }
  return *this;
}

Result<std::vector<Setting>> Command::settle(const std::vector<SettingLine>& lines) const {
  const Terminal& terminal = line_->terminal_;
  std::vector<Setting> out;
  std::vector<std::string> names;
  for (CLI::Option* option : app_->get_options([](CLI::Option*) { return true; })) {
    if (option->get_group() != settings_group) continue;
    Setting setting{name_of(option),
                    is_flag(option)   ? SettingKind::truth
                    : is_list(option) ? SettingKind::list
                                      : SettingKind::text,
                    GivenBy::nobody,
                    {}};
    names.push_back(setting.name);
    const auto line = std::find_if(lines.begin(), lines.end(), [&setting](const SettingLine& each) {
      return each.section.empty() && each.name == setting.name;
    });
    const std::string variable = variable_of(option);
    const char* given = std::getenv(variable.c_str());
    if (option->count() != 0) {
      setting.given_by = GivenBy::flag;
    } else if (given != nullptr && *given != '\0') {
      setting.given_by = GivenBy::environment;
      const auto values = is_list(option) ? split(given) : std::vector<std::string>{given};
      if (auto done = give(terminal, option, values); !done) return std::move(done).error().during(variable);
    } else if (line != lines.end()) {
      setting.given_by = GivenBy::file;
      const std::string where = "line " + std::to_string(line->line) + ": " + setting.name;
      if (line->is_list && !is_list(option))
        return Error{Errc::usage, where + ": " + terminal.say(Text::setting_one_value)};
      if (auto done = give(terminal, option, line->values); !done) return std::move(done).error().during(where);
    }
    setting.values = in_effect(option);
    out.push_back(std::move(setting));
  }
  for (const SettingLine& line : lines) {
    if (!line.section.empty() || std::find(names.begin(), names.end(), line.name) != names.end()) continue;
    return unknown_setting(terminal, line, names);
  }
  return out;
}

Error unknown_setting(const Terminal& terminal, const SettingLine& line, const std::vector<std::string>& known) {
  const std::string sentence =
      "line " + std::to_string(line.line) + ": " + terminal.say(Text::setting_unknown, line.name);
  return Error{Errc::usage, with_near(terminal.language(), sentence, line.name, known)};
}

}  // namespace jejak
