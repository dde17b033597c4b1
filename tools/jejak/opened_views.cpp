#include "tools/jejak/opened_views.hpp"

#include "tools/jejak/command.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/screen.hpp"

namespace jejak {

Result<OpenedViews> open_views(Terminal& terminal, const std::string& folder) {
  OpenedViews out;
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  out.opened = std::move(*opened);
  out.reader = std::make_unique<Reader>(*out.opened.store);
  out.source = std::make_unique<LedgerSource>(*out.reader);
  auto head = out.reader->head();
  if (!head) return std::move(head).error();
  Progress progress(terminal, terminal.say(Text::progress_replay), head->size.value);
  ViewsOptions options;
  options.runner.progress = [&progress](TreeSize done, TreeSize) { return progress.at(done.value); };
  options.runner.say = [&terminal](const std::string& sentence) { terminal.tell(sentence); };
  auto views = Views::open(views_folder(folder), *out.source, std::move(options));
  if (!views) return std::move(views).error();
  out.views = std::move(*views);
  return out;
}

Result<Ground> ground_of(const OpenedViews& opened, Stamp stamp) {
  return ground_of(*opened.reader, opened.opened.genesis, std::move(stamp));
}

ExitCode answer(Terminal& terminal, const Ground& ground, const std::string& words, const std::string& json) {
  if (terminal.json()) {
    terminal.out(answered_json(ground_json(ground), json) + "\n");
    return ExitCode::ok;
  }
  if (terminal.plain()) {
    terminal.out(words);
    terminal.tell(print_ground(terminal, ground));
  } else {
    show(terminal, words + "\n" + print_ground(terminal, ground) + "\n");
  }
  return ExitCode::ok;
}

}  // namespace jejak
