// record, heads: what changes the log. An event that is there already is answered again, so a run that was cut off is
// simply run again.

#include "ledger/lane.hpp"
#include "ledger/record/codec.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/dry_run.hpp"
#include "tools/jejak/mirrored.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/receipt.hpp"
#include "tools/jejak/record_served.hpp"
#include "tools/jejak/submission_reader.hpp"

#include <unistd.h>

#include <deque>
#include <future>

namespace jejak {
namespace {

constexpr std::size_t ahead_max = 512;  // events on their way at a time

struct RecordFlags {
  std::string folder;
  std::string file = "-";
  KeyFlags key;
  std::string at;
  bool dry_run = false;
  bool strict = false;
  bool resume = false;  // what it asks for is done in any case
  std::string wait;     // for which state of an event a service is waited for
};

struct Counts {
  std::uint64_t admitted = 0;
  std::uint64_t refused = 0;
  std::uint64_t repeated = 0;
  std::uint64_t all() const { return admitted + refused; }
};

void count(Counts& counts, const Receipt& receipt) {
  ++(receipt.refusal.code == RefusalCode::none ? counts.admitted : counts.refused);
  if (receipt.repeated) ++counts.repeated;
}

// One event that the law refuses is a no to the person who asked; among many it is a result like the others.
ExitCode exit_code_of(const Counts& counts, bool strict) {
  if (counts.refused == 0 || (counts.all() > 1 && !strict)) return ExitCode::ok;
  return ExitCode::conflict;
}

// The answer of an earlier run, from the log. Nothing if the event is not there, or with other bytes.
Result<std::optional<Receipt>> recorded_before(const Reader& reader, BytesView envelope) {
  const auto submitted = decode_envelope(envelope);
  const auto event = submitted ? decode(submitted->event) : Result<Event>(submitted.error());
  if (!event) return std::optional<Receipt>();  // the gate says what is wrong with it
  auto position = reader.find_event(event->id);
  if (!position) return std::move(position).error();
  if (!*position) return std::optional<Receipt>();
  auto bytes = reader.entry_bytes(**position);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(**position, *bytes);
  if (!read) return std::move(read).error();
  if (!read->envelope || read->envelope->event != submitted->event) return std::optional<Receipt>();
  Receipt receipt;
  receipt.sequence = **position;
  receipt.leaf = read->leaf;
  receipt.recorded_at = read->entry.recorded_at;
  receipt.refusal = Refusal(static_cast<RefusalCode>(read->entry.verdict));
  receipt.stream_revision = read->entry.stream_revision;
  receipt.event = std::move(*read->event);
  receipt.repeated = true;
  return std::optional<Receipt>(std::move(receipt));
}

// An event on its way: the answer comes from another thread.
struct Underway {
  Submission submission;  // without its bytes
  std::optional<Event> event;
  std::future<Result<Placed>> placed;
  std::optional<Receipt> before;  // of an earlier run; then nothing is underway
};

// Reads ahead of the answers, so that a whole batch is synced at once. Every event is still judged in its turn, at its
// own time, and after the first that is turned away no other is.
class Recording {
 public:
  Recording(OpenedLedger& opened, std::size_t ahead) : opened_(opened), ahead_(ahead), lane_(opened.ledger->lane()) {}

  bool full() const { return underway_.size() >= ahead_; }
  bool idle() const { return underway_.empty(); }

  Outcome submit(Submission submission) {
    auto before = recorded_before(opened_.ledger->reader(), submission.envelope);
    if (!before) return std::move(before).error();
    Underway& next = underway_.emplace_back();
    next.before = std::move(*before);
    if (!next.before) {
      const auto envelope = decode_envelope(submission.envelope);
      auto event = envelope ? decode(envelope->event) : Result<Event>(envelope.error());
      if (event) next.event = std::move(*event);
      auto promise = std::make_shared<std::promise<Result<Placed>>>();
      next.placed = promise->get_future();
      lane_->submit(
          std::move(submission.envelope), [promise](Result<Placed> placed) { promise->set_value(std::move(placed)); },
          [&opened = opened_, at = submission.at] { return opened.move_clock(at); });
    }
    next.submission = Submission{submission.line, std::move(submission.at), {}};
    return {};
  }

  // The answer to the one that was submitted first; waits for it.
  Result<Receipt> next(Submission& of) {
    Underway first = std::move(underway_.front());
    underway_.pop_front();
    of = std::move(first.submission);
    if (first.before) return std::move(*first.before);
    auto placed = first.placed.get();
    if (!placed) return std::move(placed).error();
    JEJAK_ASSERT(first.event.has_value());  // the ledger has just placed it
    return Receipt{placed->sequence,        placed->leaf,     placed->recorded_at,    std::move(placed->refusal),
                   placed->stream_revision, placed->repeated, std::move(*first.event)};
  }

 private:
  OpenedLedger& opened_;
  const std::size_t ahead_;
  std::unique_ptr<Lane> lane_;
  std::deque<Underway> underway_;
};

Error at_line(Error error, const Submission& submission, const Counts& counts) {
  if (counts.all() == 0 && submission.line <= 1) return error;
  return std::move(error).during("line " + std::to_string(submission.line));
}

Result<Counts> record_all(Terminal& terminal, OpenedLedger& opened, SubmissionReader& reader,
                          const RecordFlags& flags) {
  Counts counts;
  // Receipts that scroll by on a terminal are progress enough.
  std::optional<Progress> progress;
  if (::isatty(STDOUT_FILENO) == 0) progress.emplace(terminal, terminal.say(Text::progress_record), reader.lines());
  // Whoever writes into a pipe may wait for an answer before the next line.
  Recording recording(opened, reader.lines() > 0 ? ahead_max : 1);
  bool at_end = false;
  std::optional<Error> trouble;  // with the input; what came before it is still answered
  while (!at_end || !recording.idle()) {
    if (!at_end && (interrupted() || (progress && !progress->at(counts.all())))) {
      trouble = interruption();
      at_end = true;
    }
    if (!at_end && !recording.full()) {
      auto submission = reader.next();
      if (submission && *submission) {
        if ((*submission)->at.empty()) (*submission)->at = flags.at;
        auto submitted = recording.submit(std::move(**submission));
        if (submitted) continue;
        trouble = std::move(submitted).error();
      } else if (!submission) {
        trouble = std::move(submission).error();
      }
      at_end = true;
      continue;
    }
    Submission of;
    auto receipt = recording.next(of);
    if (!receipt) return at_line(std::move(receipt).error(), of, counts);
    count(counts, *receipt);
    terminal.out(print(terminal, *receipt));
  }
  if (!trouble) return counts;
  if (trouble->code == Errc::interrupted) terminal.tell(Text::recorded_so_far, counts.all());
  return std::move(*trouble);
}

Outcome sign_head(Terminal& terminal, Ledger& ledger) {
  auto checkpoint = ledger.checkpoint();
  if (!checkpoint) return std::move(checkpoint).error().during("signing a checkpoint");
  terminal.tell(Text::checkpoint_signed, checkpoint->checkpoint.size.value, to_base64(checkpoint->checkpoint.root));
  return {};
}

Result<ExitCode> dry_run(Terminal& terminal, const RecordFlags& flags) {
  auto reader = SubmissionReader::open(flags.file);
  if (!reader) return std::move(reader).error();
  auto rehearsal = DryRun::open(flags.folder);
  if (!rehearsal) return std::move(rehearsal).error();
  Counts counts;
  for (;;) {
    if (interrupted()) return interruption();
    auto submission = reader->next();
    if (!submission) return std::move(submission).error();
    if (!*submission) break;
    if ((*submission)->at.empty()) (*submission)->at = flags.at;
    auto receipt = (*rehearsal)->judge(**submission);
    if (!receipt) return at_line(std::move(receipt).error(), **submission, counts);
    count(counts, *receipt);
    terminal.out(print(terminal, *receipt));
  }
  terminal.tell(Text::dry_run_done, counts.admitted, counts.refused);
  return exit_code_of(counts, flags.strict);
}

void tell_counts(Terminal& terminal, const Counts& counts) {
  if (counts.all() == 1) return;
  terminal.tell(Text::recorded_counts, counts.all(), counts.admitted, counts.refused, counts.repeated);
}

// A dry run says the same as on files where the whole ledger may be read: then each event is judged as if those before
// it had been recorded.
Result<ExitCode> record_by_url(Terminal& terminal, const ServiceFlags& service, RecordFlags flags) {
  if (!flags.key.path.empty()) return Error{Errc::usage, terminal.say(Text::url_knows_itself, "--log-key")};
  if (!flags.wait.empty() && flags.wait != "sequenced" && flags.wait != "published") {
    return Error{Errc::usage, "--wait " + flags.wait + " (sequenced, published)"};
  }
  auto remote = remote_of(terminal, service);
  if (!remote) return std::move(remote).error();
  if (flags.dry_run) {
    auto folder = mirrored(terminal, service);
    if (folder) {
      flags.folder = std::move(*folder);
      return dry_run(terminal, flags);
    }
    if (folder.error().code != Errc::permission && folder.error().code != Errc::usage) return Error(folder.error());
  }
  auto reader = SubmissionReader::open(flags.file);
  if (!reader) return std::move(reader).error();
  Counts counts;
  const ServedRecording how{flags.wait == "published", flags.dry_run, flags.at};
  const auto recorded = record_served(terminal, *remote, *reader, how, [&](const Receipt& receipt) {
    count(counts, receipt);
    terminal.out(print(terminal, receipt));
  });
  if (!recorded) {
    if (recorded.error().code == Errc::interrupted) terminal.tell(Text::recorded_so_far, counts.all());
    return Error(recorded.error());
  }
  if (flags.dry_run) {
    terminal.tell(Text::dry_run_done, counts.admitted, counts.refused);
  } else {
    tell_counts(terminal, counts);
  }
  return exit_code_of(counts, flags.strict);
}

Result<ExitCode> record(Terminal& terminal, const RecordFlags& flags, const ServiceFlags& service) {
  if (is_url(flags.folder)) return record_by_url(terminal, service, flags);
  if (flags.dry_run) return dry_run(terminal, flags);
  if (flags.key.path.empty())
    return Error{Errc::usage, terminal.say(Text::argument_missing, "--log-key", "jejak record")};
  auto reader = SubmissionReader::open(flags.file);
  if (!reader) return std::move(reader).error();
  auto opened = open_for_appending(terminal, flags.folder, flags.key);
  if (!opened) return std::move(opened).error();
  auto counts = record_all(terminal, *opened, *reader, flags);
  // Whatever ended it, what was recorded is signed for.
  auto head = sign_head(terminal, *opened->ledger);
  if (!counts) return std::move(counts).error();
  if (!head) return std::move(head).error();
  tell_counts(terminal, *counts);
  return exit_code_of(*counts, flags.strict);
}

Result<ExitCode> append_heads_by_url(Terminal& terminal, const ServiceFlags& service, const RecordFlags& flags) {
  if (!flags.key.path.empty()) return Error{Errc::usage, terminal.say(Text::url_knows_itself, "--log-key")};
  if (!flags.at.empty()) return Error{Errc::usage, terminal.say(Text::url_knows_itself, "--at")};
  auto remote = remote_of(terminal, service);
  if (!remote) return std::move(remote).error();
  const auto heads = append_heads_served(terminal, *remote);
  if (!heads) return Error(heads.error());
  terminal.out(print_heads(terminal, heads->position, heads->leaf));
  return ExitCode::ok;
}

Result<ExitCode> append_heads(Terminal& terminal, const RecordFlags& flags, const ServiceFlags& service) {
  if (is_url(flags.folder)) return append_heads_by_url(terminal, service, flags);
  if (flags.key.path.empty()) {
    return Error{Errc::usage, terminal.say(Text::argument_missing, "--log-key", "jejak heads")};
  }
  auto opened = open_for_appending(terminal, flags.folder, flags.key);
  if (!opened) return std::move(opened).error();
  if (auto moved = opened->move_clock(flags.at); !moved) return std::move(moved).error();
  auto placed = opened->ledger->append_heads();
  if (!placed) return std::move(placed).error();
  if (auto head = sign_head(terminal, *opened->ledger); !head) return std::move(head).error();
  terminal.out(print_heads(terminal, placed->sequence, placed->leaf));
  return ExitCode::ok;
}

}  // namespace

void add_record_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<RecordFlags>();
  const Command recording = line.root().sub("record", Text::help_record);
  recording.ledger(flags->folder, Reach::service)
      .positional("FILE", flags->file, Text::help_record_file, false)
      .option("--log-key", "FILE", flags->key.path, Text::help_log_key)
      .option("--passphrase-file", "FILE", flags->key.passphrase_file, Text::help_passphrase_file)
      .option("--at", "INSTANT", flags->at, Text::help_at)
      .flag("--dry-run,-n", flags->dry_run, Text::help_dry_run)
      .flag("--strict", flags->strict, Text::help_strict)
      .flag("--resume", flags->resume, Text::help_resume)
      .option("--wait", "STATE", flags->wait, Text::help_record_wait)
      .example("jejak record ledger decision.json --log-key log.key")
      .example("jejak record ledger events.ndjson --log-key log.key --json > receipts.ndjson")
      .example("jejak record ledger decision.json --dry-run")
      .example("jejak --url https://jejak.example/2026 record decision.json --wait published")
      .does([&line, &terminal, flags] { return record(terminal, *flags, line.service()); });

  auto heads = std::make_shared<RecordFlags>();
  const Command heading = line.root().sub("heads", Text::help_heads);
  heading.ledger(heads->folder, Reach::service)
      .option("--log-key", "FILE", heads->key.path, Text::help_log_key)
      .option("--passphrase-file", "FILE", heads->key.passphrase_file, Text::help_passphrase_file)
      .option("--at", "INSTANT", heads->at, Text::help_at)
      .example("jejak heads ledger --log-key log.key")
      .example("jejak --url https://jejak.example/2026 --token token heads")
      .does([&line, &terminal, heads] { return append_heads(terminal, *heads, line.service()); });
}

}  // namespace jejak
