#include "ledger/import.hpp"

#include "ledger/folder_builder.hpp"
#include "ledger/record/export.hpp"
#include "ledger/store_rocksdb.hpp"

#include <filesystem>
#include <map>

namespace jejak {
namespace {

Result<VerifyReport> build(const std::string& folder, std::istream& file, const VerifyOptions& options) {
  auto store = open_rocksdb(folder, OpenMode::create);
  if (!store) return std::move(store).error();
  Replay replay(options.genesis_hash);
  FolderBuilder builder(**store, replay.rows());
  ExportReader reader(file);
  std::string genesis_note;
  VerifyOptions building = options;
  building.each = [&](const Step& step) -> Outcome {
    if (step.entry.kind == EntryKind::genesis) genesis_note = std::string(text(step.entry.body));
    auto built = builder.step(step);
    if (built && options.each) built = options.each(step);
    return built;
  };
  std::map<std::uint64_t, std::string> checkpoints;
  const HistorySource next = [&]() -> Result<std::optional<HistoryItem>> {
    auto frame = reader.next();
    if (!frame && frame.error().code == Errc::not_found) return std::optional<HistoryItem>();
    if (!frame) return std::move(frame).error();
    if (frame->kind == ExportFrame::Kind::end) return std::optional<HistoryItem>();
    HistoryItem item;
    if (frame->kind == ExportFrame::Kind::checkpoint) {
      item.checkpoint = std::string(text(frame->bytes));
      checkpoints[reader.entries()] = *item.checkpoint;
    } else {
      item.entry = std::move(frame->bytes);
    }
    return std::optional<HistoryItem>(std::move(item));
  };
  auto report = verify_history(next, building, replay);
  if (!report) return report;
  if (!report->divergence && (checkpoints.empty() || checkpoints.rbegin()->first != report->size.value)) {
    report->divergence = Divergence{Divergence::Kind::truncated, Sequence{report->size.value}, "",
                                    "the export does not end with a checkpoint that covers all its entries"};
  }
  if (report->divergence) return error_of(*report->divergence);
  for (auto& [size, note] : checkpoints) builder.checkpoint(TreeSize{size}, std::move(note));
  auto written = builder.finish();
  if (written) written = write_folder_files(folder, genesis_note, replay.genesis());
  if (!written) return std::move(written).error();
  return report;
}

}  // namespace

Result<VerifyReport> import_export(const std::string& folder, std::istream& file, const VerifyOptions& options) {
  std::error_code failure;
  if (std::filesystem::exists(folder, failure) && !std::filesystem::is_empty(folder, failure)) {
    return Error{Errc::conflict, folder + " is not empty; an import needs a folder of its own"};
  }
  const std::string building = folder + ".importing";
  std::filesystem::remove_all(building, failure);
  std::filesystem::create_directories(building, failure);
  if (failure) return Error{Errc::disk, "making " + building + ": " + failure.message()};
  auto report = build(building, file, options);
  if (report) {
    std::filesystem::rename(building, folder, failure);
    if (failure) report = Error{Errc::disk, "naming " + folder + ": " + failure.message()};
  }
  if (!report) std::filesystem::remove_all(building, failure);
  return report;
}

}  // namespace jejak
