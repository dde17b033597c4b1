#include "projections/views.hpp"

#include "projections/view_store_rocksdb.hpp"

namespace jejak {

Views::Views(const EntrySource& source, ViewsOptions options) : source_(source), options_(std::move(options)) {}

Views::~Views() = default;

Result<std::unique_ptr<Views>> Views::open(const std::string& folder, const EntrySource& source, ViewsOptions options) {
  std::unique_ptr<Views> views(new Views(source, std::move(options)));
  const auto say = [&views](const std::string& sentence) {
    if (views->options_.runner.say) views->options_.runner.say(sentence);
  };
  auto used = views->use_database(folder);
  if (!used && used.error().code == Errc::corrupt) {
    say("the views are damaged and are folded again from entry 0: " + used.error().message);
    if (auto wiped = ViewDatabase::wipe(folder); !wiped) return std::move(wiped).error();
    used = views->use_database(folder);
  }
  if (!used && (used.error().code == Errc::unavailable || used.error().code == Errc::permission)) {
    say("the stored views cannot be used, so all entries are read: " + used.error().message);
    views->use_memory();
    used = Outcome();
  }
  if (!used) return std::move(used).error();
  const bool again = views->options_.from_zero;
  auto caught_up = again ? views->runner_->rebuild() : views->runner_->catch_up();
  if (!caught_up) return std::move(caught_up).error();
  if (auto dropped = views->drop_other_versions(); !dropped) return std::move(dropped).error();
  return views;
}

Result<std::unique_ptr<Views>> Views::replay(const EntrySource& source, std::optional<TreeSize> to,
                                             RunnerOptions options) {
  ViewsOptions all;
  all.runner = std::move(options);
  std::unique_ptr<Views> views(new Views(source, std::move(all)));
  views->use_memory();
  auto caught_up = to ? views->runner_->catch_up(*to) : views->runner_->catch_up();
  if (!caught_up) return std::move(caught_up).error();
  return views;
}

Outcome Views::use_database(const std::string& folder) {
  auto opened = ViewDatabase::open(folder);
  if (!opened) return std::move(opened).error();
  database_ = std::move(*opened);
  start(database_->view(name_of(case_view_)), database_->view(name_of(tally_view_)));
  return {};
}

void Views::use_memory() {
  start(std::make_unique<MemoryViewStore>(name_of(case_view_)),
        std::make_unique<MemoryViewStore>(name_of(tally_view_)));
}

void Views::start(std::unique_ptr<ViewStore> cases, std::unique_ptr<ViewStore> tallies) {
  cases_ = std::move(cases);
  tallies_ = std::move(tallies);
  runner_ = std::make_unique<Runner>(source_, options_.runner);
  runner_->add(case_view_, *cases_);
  runner_->add(tally_view_, *tallies_);
}

Outcome Views::drop_other_versions() {
  if (database_ == nullptr) return {};
  auto names = database_->names();
  if (!names) return std::move(names).error();
  for (const ViewName& name : *names) {
    if (name == cases_->name() || name == tallies_->name()) continue;
    if (auto dropped = database_->drop(name); !dropped) return dropped;
  }
  return {};
}

template <class Read>
auto Views::answer(const std::unique_ptr<ViewStore>& store, const Read& read) -> decltype(read(*store)) {
  const auto once = [&store, &read]() -> decltype(read(*store)) {
    auto snapshot = store->snapshot();
    if (!snapshot) return std::move(snapshot).error();
    return read(**snapshot);
  };
  auto answered = once();
  if (answered || answered.error().code != Errc::corrupt || runner_->following()) return answered;
  if (options_.runner.say) {
    options_.runner.say("the views are damaged and are folded again from entry 0: " + answered.error().message);
  }
  if (auto again = runner_->rebuild(); !again) return std::move(again).error();
  return once();
}

Result<Stamped<CaseFile>> Views::read_case(std::string_view stream, WithDigest digest) {
  return answer(cases_, [stream, digest](const ViewReader& view) { return jejak::read_case(view, stream, digest); });
}

Result<Stamped<std::vector<CaseSummary>>> Views::read_cases(WithDigest digest) {
  return answer(cases_, [digest](const ViewReader& view) { return jejak::read_cases(view, digest); });
}

Result<Stamped<Tallies>> Views::read_tallies(WithDigest digest) {
  return answer(tallies_, [digest](const ViewReader& view) { return jejak::read_tallies(view, digest); });
}

Result<std::vector<Stamp>> Views::stamps() {
  std::vector<Stamp> out;
  for (const auto* store : {&cases_, &tallies_}) {
    auto stamp = answer(*store, [](const ViewReader& view) { return stamp_of(view, WithDigest::yes); });
    if (!stamp) return std::move(stamp).error();
    out.push_back(std::move(*stamp));
  }
  return out;
}

}  // namespace jejak
