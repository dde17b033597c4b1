#include "tools/jejak/command.hpp"

#include "tools/jejak/mirrored.hpp"
#include "tools/jejak/served_answer.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

namespace jejak {
namespace {

constexpr std::size_t column = 30;
const char* const global_group = "global";

std::string path_of(const CLI::App* app) {
  if (app->get_parent() == nullptr) return "jejak";
  return path_of(app->get_parent()) + " " + app->get_name();
}

void row(std::string& out, const std::string& left, const std::string& right) {
  out += "  " + left;
  if (left.size() + 2 >= column) {
    out += "\n" + std::string(column, ' ');
  } else {
    out += std::string(column - left.size() - 2, ' ');
  }
  out += right + "\n";
}

std::string left_of(const CLI::Option* option) {
  std::string left = option->get_positional() ? option->get_name(true, false) : option->get_name(false, true);
  if (!option->get_positional() && !option->get_option_text().empty()) left += " " + option->get_option_text();
  return left;
}

std::string usage_of(const CLI::App* app) {
  std::string out = path_of(app);
  for (const CLI::Option* option : app->get_options()) {
    if (!option->get_positional() && option->get_required()) {
      out += " " + option->get_name() + " " + option->get_option_text();
    }
  }
  for (const CLI::Option* option : app->get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = option->get_name(true, false);
    out += option->get_required() ? " " + name : " [" + name + "]";
  }
  return out;
}

const CLI::App* chosen_of(const CLI::App* app) {
  while (!app->get_subcommands().empty()) app = app->get_subcommands().back();
  return app;
}

// "--policy is required" → "--policy"; "--seed: 1 required TEXT missing" → "--seed".
std::string first_word(const std::string& sentence) {
  return sentence.substr(0, sentence.find_first_of(" :"));
}

std::vector<std::string> names_of_subcommands(const CLI::App* app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app->get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> names_of_options(const CLI::App* app) {
  std::vector<std::string> names;
  for (; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

// What of the command's own words was given.
std::vector<GivenWord> given_words(const CLI::App* app) {
  std::vector<GivenWord> out;
  for (const CLI::Option* option : app->get_options()) {
    if (option->count() == 0 || option->get_group() == global_group) continue;
    const std::string name = option->get_positional() ? option->get_name(true, false) : option->get_name(false, false);
    out.push_back({name, option->get_items_expected_max() == 0 ? std::vector<std::string>{"true"} : option->results()});
  }
  return out;
}

OptionOutline outline_of(const CLI::Option* option) {
  OptionOutline out;
  out.help = option->get_description();
  out.kind = option->get_option_text();
  out.positional = option->get_positional();
  out.required = option->get_required();
  if (out.positional) {
    out.names.push_back(option->get_name(true, false));
    return out;
  }
  for (const std::string& name : option->get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option->get_lnames()) out.names.push_back("--" + name);
  return out;
}

}  // namespace

struct CommandLine::Parts {
  CLI::App app{"", "jejak"};
  std::map<const CLI::App*, std::vector<std::string>> examples;
  struct Place {
    std::string* value;
    Reach reach;
  };
  std::map<const CLI::App*, Place> places;  // what a served ledger is for each command
  Deed deed;
  std::string language;  // already acted upon when the command line was made; kept so that it is a known flag
  bool version = false;

  std::string help(const CLI::App* app, const Terminal& terminal) const;
  CommandOutline outline(const CLI::App* of) const;
  Error unexpected(const std::vector<std::string>& extras, const Terminal& terminal) const;
};

std::string CommandLine::Parts::help(const CLI::App* of, const Terminal& terminal) const {
  std::string out = of->get_description() + "\n";
  if (const auto found = examples.find(of); found != examples.end()) {
    out += "\n" + terminal.say(Text::help_examples) + "\n";
    for (const std::string& example : found->second) out += "  " + example + "\n";
  }
  out += "\n" + terminal.say(Text::help_usage) + "\n  " + usage_of(of) + " " + terminal.say(Text::help_options_place);
  const auto subs = of->get_subcommands([](const CLI::App*) { return true; });
  if (!subs.empty()) {
    out += " " + terminal.say(Text::help_command_place) + "\n\n" + terminal.say(Text::help_commands) + "\n";
    for (const CLI::App* sub : subs) row(out, sub->get_name(), sub->get_description());
    if (of != &app) return out;
  } else {
    out += "\n";
  }
  std::string own;
  std::string global;
  for (const CLI::Option* option : of->get_options()) {
    if (option->get_group() == global_group) continue;
    row(own, left_of(option), option->get_description());
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group() == global_group) row(global, left_of(option), option->get_description());
  }
  if (!own.empty() && of != &app) out += "\n" + terminal.say(Text::help_options) + "\n" + own;
  return out + "\n" + terminal.say(Text::help_everywhere) + "\n" + global;
}

CommandOutline CommandLine::Parts::outline(const CLI::App* of) const {
  CommandOutline out;
  out.path = path_of(of);
  out.help = of->get_description();
  if (const auto found = examples.find(of); found != examples.end()) out.examples = found->second;
  for (const CLI::Option* option : of->get_options()) {
    if (of == &app || option->get_group() != global_group) out.options.push_back(outline_of(option));
  }
  for (const CLI::App* sub : of->get_subcommands([](const CLI::App*) { return true; })) {
    out.commands.push_back(outline(sub));
  }
  return out;
}

Error CommandLine::Parts::unexpected(const std::vector<std::string>& extras, const Terminal& terminal) const {
  const CLI::App* of = chosen_of(&app);
  // The library hands the words back in no useful order; a flag is the more telling one.
  std::string word = extras.empty() ? "" : extras.front();
  for (const std::string& extra : extras) {
    if (extra.rfind("-", 0) == 0) word = extra;
  }
  const bool is_flag = word.rfind("-", 0) == 0;
  const std::string sentence = terminal.say(is_flag ? Text::unknown_option : Text::unknown_word, word, path_of(of));
  return Error{Errc::usage, with_near(terminal.language(), sentence, word,
                                      is_flag ? names_of_options(of) : names_of_subcommands(of))};
}

CommandLine::CommandLine(Terminal& terminal, bool by_url)
    : terminal_(terminal), by_url_(by_url), parts_(std::make_unique<Parts>()) {
  CLI::App& app = parts_->app;
  const Terminal& t = terminal_;
  app.description(t.say(Text::help_jejak));
  app.set_help_flag("-h,--help", t.say(Text::help_help));
  app.get_help_ptr()->group(global_group);
  app.fallthrough();
  app.require_subcommand(0, 1);
  app.add_flag("--version", parts_->version, t.say(Text::help_version))->group(global_group);
  app.add_option("--lang", parts_->language, t.say(Text::help_lang))->option_text("en|id")->group(global_group);
  app.add_flag("--json", terminal_.speech.json, t.say(Text::help_json))->group(global_group);
  app.add_flag("--plain", terminal_.speech.plain, t.say(Text::help_plain))->group(global_group);
  app.add_flag("-q,--quiet", terminal_.speech.quiet, t.say(Text::help_quiet))->group(global_group);
  app.add_flag("--no-input", terminal_.speech.no_input, t.say(Text::help_no_input))->group(global_group);
  app.add_flag("--no-color", terminal_.speech.no_colour, t.say(Text::help_no_colour))->group(global_group);
  app.add_flag("--no-pager", terminal_.speech.no_pager, t.say(Text::help_no_pager))->group(global_group);
  app.add_option("--url", service_.url, t.say(Text::help_url))->option_text("URL")->group(global_group);
  app.add_option("--token", service_.token, t.say(Text::help_token_file))->option_text("FILE")->group(global_group);
  app.add_option("--ca", service_.ca, t.say(Text::help_ca))->option_text("FILE")->group(global_group);
  app.add_option("--client-cert", service_.client_certificate, t.say(Text::help_client_cert))
      ->option_text("FILE")
      ->group(global_group);
  app.add_option("--client-key", service_.client_key, t.say(Text::help_client_key))
      ->option_text("FILE")
      ->group(global_group);
}

CommandLine::~CommandLine() = default;

CommandOutline CommandLine::outline() const {
  return parts_->outline(&parts_->app);
}

Command CommandLine::root() {
  return Command(&parts_->app, this);
}

Result<ExitCode> CommandLine::run(int argc, char** argv) {
  std::vector<std::string> words;  // the library wants them from the last to the first
  for (int i = argc - 1; i > 0; --i) words.emplace_back(argv[i]);
  if (!words.empty() && words.back() == "help") {
    words.pop_back();
    words.insert(words.begin(), "--help");
  }
  const CLI::App& app = parts_->app;
  parts_->app.parse(words);
  if (parts_->version) {
    terminal_.out("jejak " JEJAK_VERSION "\n");
    return ExitCode::ok;
  }
  if (!parts_->language.empty() && !parse_language(parts_->language)) {
    return Error{Errc::usage, terminal_.say(Text::language_unknown, parts_->language)};
  }
  if (!parts_->deed) {
    terminal_.out(parts_->help(chosen_of(&app), terminal_));
    return ExitCode::ok;
  }
  return by_url_ ? run_by_url() : parts_->deed();
}

// On a mirror, if the service is known here and shows the whole ledger; else the service's own answer, if it has one.
Result<ExitCode> CommandLine::run_by_url() {
  const CLI::App* chosen = chosen_of(&parts_->app);
  const auto place = parts_->places.find(chosen);
  if (place == parts_->places.end()) return Error{Errc::usage, terminal_.say(Text::url_not_here, path_of(chosen))};
  if (place->second.reach == Reach::service) {
    *place->second.value = service_.url;
    return parts_->deed();
  }
  auto folder = mirrored(terminal_, service_);
  if (folder) {
    *place->second.value = std::move(*folder);
    return parts_->deed();
  }
  const Errc code = folder.error().code;
  const bool is_elsewhere = code == Errc::permission || code == Errc::usage;
  if (!is_elsewhere || !has_route(chosen->get_name())) return std::move(folder).error();
  auto remote = remote_of(terminal_, service_);
  if (!remote) return std::move(remote).error();
  return tell_served_answer(terminal_, *remote, chosen->get_name(), given_words(chosen));
}

Result<ExitCode> CommandLine::answer(const std::exception& thrown) {
  const CLI::App& app = parts_->app;
  const CLI::App* of = chosen_of(&app);
  if (dynamic_cast<const CLI::CallForHelp*>(&thrown) != nullptr) {
    terminal_.out(parts_->help(of, terminal_));
    return ExitCode::ok;
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&thrown) != nullptr) {
    return parts_->unexpected(app.remaining(true), terminal_);
  }
  if (dynamic_cast<const CLI::RequiredError*>(&thrown) != nullptr) {
    if (const auto extras = app.remaining(true); !extras.empty()) return parts_->unexpected(extras, terminal_);
    if (!names_of_subcommands(of).empty()) return Error{Errc::usage, terminal_.say(Text::command_missing, path_of(of))};
    return Error{Errc::usage, terminal_.say(Text::argument_missing, first_word(thrown.what()), usage_of(of))};
  }
  if (dynamic_cast<const CLI::ParseError*>(&thrown) != nullptr) {
    return Error{Errc::usage, terminal_.say(Text::argument_wrong, first_word(thrown.what()), path_of(of))};
  }
  return Error{Errc::internal, thrown.what()};
}

Command Command::sub(const std::string& name, Text help) const {
  CLI::App* sub = app_->add_subcommand(name, line_->terminal_.say(help));
  sub->get_help_ptr()->group(global_group);
  if (app_->get_parent() != nullptr) app_->require_subcommand(1, 1);
  return Command(sub, line_);
}

const Command& Command::positional(const std::string& name, std::string& value, Text help, bool required) const {
  app_->add_option(name, value, line_->terminal_.say(help))->required(required);
  return *this;
}

const Command& Command::ledger(std::string& place, Reach reach, const char* word, Text help) const {
  if (!line_->by_url_) return positional(word, place, help);
  line_->parts_->places[app_] = {&place, reach};
  return *this;
}

const Command& Command::ledger_option(const char* kind, std::string& place, Text help, bool required) const {
  if (!line_->by_url_) return option("--ledger", kind, place, help, required);
  line_->parts_->places[app_] = {&place, Reach::mirror};
  return *this;
}

const Command& Command::option(const std::string& names, const char* kind, std::string& value, Text help,
                               bool required) const {
  app_->add_option(names, value, line_->terminal_.say(help))->option_text(kind)->required(required);
  return *this;
}

const Command& Command::option(const std::string& names, const char* kind, std::vector<std::string>& values,
                               Text help) const {
  app_->add_option(names, values, line_->terminal_.say(help))->option_text(kind)->expected(1)->take_all();
  return *this;
}

const Command& Command::flag(const std::string& names, bool& value, Text help) const {
  app_->add_flag(names, value, line_->terminal_.say(help));
  return *this;
}

const Command& Command::example(const std::string& line) const {
  line_->parts_->examples[app_].push_back(line);
  return *this;
}

void Command::does(Deed deed) const {
  CommandLine* line = line_;
  app_->callback([line, deed = std::move(deed)] { line->parts_->deed = deed; });
}

Result<std::optional<std::uint64_t>> read_number(const std::string& flag, const std::string& value) {
  if (value.empty()) return std::optional<std::uint64_t>();
  const auto number = parse_decimal(value);
  if (!number) return Error{Errc::usage, flag + " " + value};
  return number;
}

}  // namespace jejak
