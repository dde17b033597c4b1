#include "tools/jejak/opened_views.hpp"

#include "ledger/record/flat_json.hpp"
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
  auto checkpoint = opened.reader->checkpoint();
  if (!checkpoint) return std::move(checkpoint).error();
  Ground ground;
  ground.at = {stamp.size, std::nullopt};
  ground.stamp = std::move(stamp);
  ground.checkpoint = std::move(*checkpoint);
  ground.simulated = opened.opened.genesis.clock == ClockKind::simulated;
  return ground;
}

ExitCode answer(Terminal& terminal, const Ground& ground, const std::string& words, const std::string& json) {
  if (terminal.json()) {
    terminal.out(FlatJson().raw("as_of", ground_json(ground)).raw("answer", json).take() + "\n");
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

Result<Stamped<CaseFile>> find_case(const Terminal& terminal, OpenedViews& opened, const std::string& id,
                                    WithDigest digest, const Coordinates& at) {
  const bool has_prefix = id.rfind("case-", 0) == 0;
  const std::string name = has_prefix ? id : "case-" + id;
  auto file = opened.views->read_case(name, digest, at);
  if (file || file.error().code != Errc::not_found) return file;
  const auto head = opened.reader->head();
  if (!head) return head.error();
  auto whole = opened.views->read_case(name, WithDigest::no, Coordinates{head->size, std::nullopt});
  if (whole) {
    const TimelineRow& first = whole->value.timeline.front();
    return Error{Errc::not_found, terminal.say(Text::case_not_yet, name, first.position.value, print(first.recorded_at),
                                               print(first.legal_date))};
  }
  if (whole.error().code != Errc::not_found) return whole;
  auto names = opened.views->case_names();
  if (!names) return std::move(names).error();
  return Error{Errc::not_found, with_near(terminal, terminal.say(Text::no_such_case, name), name, *names)};
}

}  // namespace jejak
