// export, import: a whole ledger in one file, and back into a folder with the very same entries.

#include "ledger/base/system_error.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/import.hpp"
#include "ledger/record/export.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/trust_flags.hpp"
#include "tools/verify/verdict.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace jejak {
namespace {

struct ExportFlags {
  std::string folder;
  std::string out;
  std::string to;
};

struct ImportFlags {
  std::string file;
  std::string folder;
  TrustFlags trust;
};

using Checkpoints = std::map<std::uint64_t, std::string>;  // by size

// All that were signed up to the size that is exported; the last one must cover all of it.
Result<Checkpoints> checkpoints_to_export(Terminal& terminal, const Reader& reader,
                                          const std::optional<std::uint64_t>& to) {
  Checkpoints all;
  auto read = reader.checkpoints([&all, &to](TreeSize size, BytesView note) -> Outcome {
    if (size.value > 0 && (!to || size.value <= *to)) all[size.value] = std::string(text(note));
    return {};
  });
  if (!read) return std::move(read).error();
  if (all.empty()) return Error{Errc::not_found, terminal.say(Text::no_checkpoint_to_export)};
  if (to && all.rbegin()->first != *to) {
    return Error{Errc::not_found, terminal.say(Text::no_checkpoint_of_size, *to, all.rbegin()->first)};
  }
  return all;
}

Outcome write_export(std::ostream& out, const Reader& reader, const Checkpoints& checkpoints, Progress& progress) {
  ExportWriter writer(out);
  const TreeSize end{checkpoints.rbegin()->first};
  auto written = reader.entries(Sequence{0}, end, [&](Sequence position, BytesView bytes) -> Outcome {
    if (!progress.at(position.value)) return interruption();
    if (auto entry = writer.entry(bytes); !entry) return entry;
    const auto due = checkpoints.find(position.value + 1);
    return due == checkpoints.end() ? Outcome() : writer.checkpoint(due->second);
  });
  if (!written) return written;
  return writer.finish();
}

Outcome write_export_to(const std::string& path, const Reader& reader, const Checkpoints& checkpoints,
                        Progress& progress) {
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) return system_error("creating " + path, errno);
  auto written = write_export(out, reader, checkpoints, progress);
  out.close();
  if (!out) return system_error("writing " + path, errno == 0 ? EIO : errno);
  return written;
}

// Written beside and renamed, so that a name never stands for half an export.
Outcome write_export_file(const std::string& path, const Reader& reader, const Checkpoints& checkpoints,
                          Progress& progress) {
  if (is_pipe_or_device(path)) return write_export_to(path, reader, checkpoints, progress);
  const std::string fresh = path + ".new";
  auto written = write_export_to(fresh, reader, checkpoints, progress);
  if (written) return put_in_place(fresh, path);
  std::error_code ignored;
  std::filesystem::remove(fresh, ignored);
  return written;
}

Result<ExitCode> export_ledger(Terminal& terminal, const ExportFlags& flags) {
  auto to = read_number("--to", flags.to);
  if (!to) return std::move(to).error();
  auto opened = open_for_reading(flags.folder);
  if (!opened) return std::move(opened).error();
  const Reader reader(*opened->store);
  auto head = reader.head();
  if (!head) return std::move(head).error();
  auto checkpoints = checkpoints_to_export(terminal, reader, *to);
  if (!checkpoints) return std::move(checkpoints).error();
  const std::uint64_t size = checkpoints->rbegin()->first;
  Progress progress(terminal, terminal.say(Text::progress_export), size);
  auto written = flags.out == "-" ? write_export(std::cout, reader, *checkpoints, progress)
                                  : write_export_file(flags.out, reader, *checkpoints, progress);
  if (!written) return std::move(written).error();
  terminal.tell(Text::exported, size, flags.out);
  if (!*to && size < head->size.value) terminal.tell(Text::exported_part, head->size.value - size);
  return ExitCode::ok;
}

Result<ExitCode> import_ledger(Terminal& terminal, const ImportFlags& flags) {
  if (auto given = check_given(flags.trust, terminal.language()); !given) return std::move(given).error();
  auto in = open_to_read(flags.file);
  if (!in) return std::move(in).error();
  auto trust = trust_for_export(flags.trust, *in);
  if (!trust) return std::move(trust).error();
  Progress progress(terminal, terminal.say(Text::progress_import), 0);
  VerifyOptions options;
  options.genesis_hash = trust->genesis;
  options.policy = &trust->policy;
  options.must_extend = trust->checkpoints;
  options.progress = progress.follower();
  auto report = import_export(flags.folder, *in, options);
  if (!report) return std::move(report).error();
  terminal.out(terminal.json() ? verdict_json(*report, *trust) : verdict_text(*report, *trust, terminal.language()));
  terminal.tell(Text::imported, flags.folder);
  return ExitCode::ok;
}

}  // namespace

void add_export_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto out = std::make_shared<ExportFlags>();
  const Command exporting = line.root().sub("export", Text::help_export);
  exporting.ledger(out->folder)
      .option("--output,-o", "FILE", out->out, Text::help_export_output, true)
      .option("--to", "SIZE", out->to, Text::help_export_to)
      .example("jejak export ledger -o ledger.export")
      .does([&terminal, out] { return export_ledger(terminal, *out); });

  auto in = std::make_shared<ImportFlags>();
  const Command importing = line.root().sub("import", Text::help_import);
  importing.positional("FILE", in->file, Text::help_import_file).positional("DIR", in->folder, Text::help_new_folder);
  add_trust_options(importing, in->trust);
  add_trust_folder_option(importing, in->trust);
  importing.example("jejak import ledger.export copy --policy policy --genesis HASH").does([&terminal, in] {
    return import_ledger(terminal, *in);
  });
}

}  // namespace jejak
