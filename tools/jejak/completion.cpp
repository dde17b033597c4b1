#include "tools/jejak/completion.hpp"

#include "ledger/base/text.hpp"

#include <functional>

namespace jejak {
namespace {

std::string quoted(const std::string& text) {  // for bash, zsh and fish alike
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// "en|id" → en, id; nothing for a kind that is not a choice.
std::vector<std::string> choices_of(const std::string& kind) {
  std::vector<std::string> out;
  if (kind.find('|') == std::string::npos) return out;
  for (std::size_t from = 0; from <= kind.size();) {
    const std::size_t to = std::min(kind.find('|', from), kind.size());
    out.push_back(kind.substr(from, to - from));
    from = to + 1;
  }
  // A kind such as "POSITION|TIME" says which forms there are, not which words.
  for (const std::string& choice : out) {
    for (const char c : choice) {
      if (c >= 'A' && c <= 'Z') return {};
    }
  }
  return out;
}

// An option that stands below a command: its own, or one that stands everywhere.
void each_option(const CommandOutline& root, const CommandOutline& command,
                 const std::function<void(const OptionOutline&)>& visit) {
  for (const OptionOutline& option : command.options) visit(option);
  if (&command == &root) return;
  for (const OptionOutline& option : root.options) visit(option);
}

// Paths of all commands but the root, as case patterns.
std::string paths(const CommandOutline& root) {
  std::vector<std::string> out;
  each_command(root, [&](const CommandOutline& command) {
    if (&command != &root) out.push_back(quoted(command.path));
  });
  return joined(out, " | ");
}

// "'jejak record:--log-key'" for each name of an option that takes a value.
std::vector<std::string> value_patterns(const CommandOutline& command, const OptionOutline& option) {
  std::vector<std::string> out;
  for (const std::string& name : option.names) out.push_back(quoted(command.path + ":" + name));
  return out;
}

std::string bash_script(const CommandOutline& root) {
  std::string values;
  std::string words;
  each_command(root, [&](const CommandOutline& command) {
    std::vector<std::string> known;
    for (const CommandOutline& sub : command.commands) known.push_back(sub.name());
    each_option(root, command, [&](const OptionOutline& option) {
      if (option.positional) return;
      known.insert(known.end(), option.names.begin(), option.names.end());
      if (option.kind.empty()) return;
      const std::string choices = joined(choices_of(option.kind), " ");
      values += "    " + joined(value_patterns(command, option), " | ") + ")\n      " +
                (choices.empty() ? std::string("_jejak_files \"$current\"")
                                 : "COMPREPLY=($(compgen -W " + quoted(choices) + " -- \"$current\"))") +
                "\n      return\n      ;;\n";
    });
    words += "    " + quoted(command.path) + ") words=" + quoted(joined(known, " ")) + " ;;\n";
  });
  return R"(# Completion of jejak for bash. To use it now: source <(jejak completion bash)
_jejak_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_jejak() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} place=jejak word words=''
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$place $word" in
    )" + paths(root) +
         R"() place="$place $word" ;;
    esac
  done
  case "$place:$previous" in
)" + values +
         R"(  esac
  case $place in
)" + words +
         R"(  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [[ ${#COMPREPLY[@]} -eq 0 && $current != -* ]]; then _jejak_files "$current"; fi
}

complete -F _jejak jejak
)";
}

std::string described(const std::string& word, const std::string& help) {  // "word:help", for _describe
  std::string out;
  for (const char c : word) out += c == ':' ? std::string("\\:") : std::string(1, c);
  return quoted(out + ":" + help);
}

std::string zsh_script(const CommandOutline& root) {
  std::string values;
  std::string words;
  each_command(root, [&](const CommandOutline& command) {
    std::string commands;
    std::string options;
    for (const CommandOutline& sub : command.commands) commands += " " + described(sub.name(), sub.help);
    each_option(root, command, [&](const OptionOutline& option) {
      if (option.positional) return;
      for (const std::string& name : option.names) options += " " + described(name, option.help);
      if (option.kind.empty()) return;
      const std::string choices = joined(choices_of(option.kind), " ");
      values += "    (" + joined(value_patterns(command, option), " | ") + ") " +
                (choices.empty() ? std::string("_files") : "compadd -- " + choices) + "; return ;;\n";
    });
    words += "    (" + quoted(command.path) + ")\n      commands=(" + commands + " )\n      options=(" + options +
             " )\n      ;;\n";
  });
  return R"(#compdef jejak
# Completion of jejak for zsh: put this file as _jejak into a folder of $fpath.
_jejak() {
  local place=jejak word
  local -a commands options
  for word in ${words[2,CURRENT-1]}; do
    case "$place $word" in
      ()" +
         paths(root) +
         R"() place="$place $word" ;;
    esac
  done
  case "$place:${words[CURRENT-1]}" in
)" + values +
         R"(  esac
  case $place in
)" + words +
         R"(  esac
  if [[ $PREFIX == -* ]]; then
    _describe option options
  elif (( $#commands )); then
    _describe command commands
  else
    _files
  fi
}

if [[ $funcstack[1] == _jejak ]]; then
  _jejak "$@"
else
  compdef _jejak jejak
fi
)";
}

std::string fish_script(const CommandOutline& root) {
  std::string lines;
  each_command(root, [&](const CommandOutline& command) {
    const std::string here = "complete -c jejak -n " + quoted("_jejak_at " + quoted(command.path));
    for (const CommandOutline& sub : command.commands) {
      lines += here + " -f -a " + quoted(sub.name()) + " -d " + quoted(sub.help) + "\n";
    }
    each_option(root, command, [&](const OptionOutline& option) {
      if (option.positional) return;
      std::string line = here;
      for (const std::string& name : option.names) {
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (!option.kind.empty()) {
        const std::string choices = joined(choices_of(option.kind), " ");
        line += choices.empty() ? " -r -F" : " -x -a " + quoted(choices);
      }
      lines += line + " -d " + quoted(option.help) + "\n";
    });
  });
  return R"(# Completion of jejak for fish. To use it now: jejak completion fish | source
function _jejak_at
    set -l place jejak
    for word in (commandline -opc)[2..-1]
        switch "$place $word"
            case )" +
         [&root] {
           std::string out = paths(root);
           for (std::size_t at = out.find(" | "); at != std::string::npos; at = out.find(" | "))
             out.replace(at, 3, " ");
           return out;
         }() +
         R"(
                set place "$place $word"
        end
    end
    test "$place" = "$argv[1]"
end

)" + lines;
}

}  // namespace

std::optional<Shell> parse_shell(std::string_view name) {
  if (name == "bash") return Shell::bash;
  if (name == "zsh") return Shell::zsh;
  if (name == "fish") return Shell::fish;
  return std::nullopt;
}

std::string completion_script(const CommandOutline& root, Shell shell) {
  switch (shell) {
    case Shell::bash: return bash_script(root);
    case Shell::zsh: return zsh_script(root);
    case Shell::fish: return fish_script(root);
  }
  return {};
}

}  // namespace jejak
