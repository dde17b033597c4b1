// A plan as files, for `jejak init` and `jejak record`.

#include "ledger/base/system_error.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "tools/demo/tiny.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>

namespace jejak {
namespace {

Outcome make_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{Errc::disk, "making " + folder.string() + ": " + failed.message()};
  return {};
}

Outcome check_empty(const std::filesystem::path& folder) {
  std::error_code failed;
  const bool empty = std::filesystem::is_empty(folder, failed);
  if (failed) return Error{Errc::disk, "reading " + folder.string() + ": " + failed.message()};
  if (!empty) return Error{Errc::conflict, folder.string() + " is not empty"};
  return {};
}

Hash genesis_leaf(const DemoPlan& plan) {
  Entry entry;
  entry.kind = EntryKind::genesis;
  entry.recorded_at = plan.founded_at;
  entry.body = copy(view(plan.genesis_note));
  return leaf_hash(encode(entry));
}

// Made-up secrets, a hundred and more: not worth a sync each.
Outcome write_secret(const std::filesystem::path& file, const std::string& skey) {
  std::error_code failed;
  std::ofstream out(file, std::ios::binary);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
  out << skey << "\n";
  out.close();
  if (!out || failed) return system_error("writing " + file.string(), errno);
  return {};
}

}  // namespace

Hash digest_of(const DemoPlan& plan) {
  Bytes all = copy(view(plan.genesis_note));
  for (const PlannedEvent& planned : plan.events) {
    const Bytes at = copy(view(print(planned.at)));
    const Hash envelope = sha256(planned.envelope);
    all.insert(all.end(), at.begin(), at.end());
    all.insert(all.end(), envelope.bytes.begin(), envelope.bytes.end());
  }
  return sha256(all);
}

Outcome check_new_folder(const std::string& folder) {
  std::error_code failed;
  return std::filesystem::exists(folder, failed) ? check_empty(folder) : Outcome();
}

Result<PlanFolder> PlanFolder::make(const DemoPlan& plan, const std::string& folder) {
  const std::filesystem::path root(folder);
  if (Outcome made = make_folder(root); !made) return std::move(made).error();
  if (Outcome empty = check_empty(root); !empty) return std::move(empty).error();
  if (Outcome made = make_folder(root / "keys"); !made) return std::move(made).error();
  const std::pair<const char*, std::string> files[] = {{"genesis.note", plan.genesis_note},
                                                       {"genesis.hash", to_base64(genesis_leaf(plan)) + "\n"},
                                                       {"founded-at", print(plan.founded_at) + "\n"},
                                                       {"policy", plan.policy}};
  for (const auto& [name, text] : files) {
    if (Outcome put = write_file((root / name).string(), text); !put) return std::move(put).error();
  }
  for (const DemoKey& key : plan.keys) {
    const std::filesystem::path file =
        key.name == log_key_name ? root / "log.skey" : root / "keys" / (key.name + ".skey");
    if (Outcome put = write_secret(file, key.skey); !put) return std::move(put).error();
  }
  const std::string file = (root / "events.ndjson").string();
  PlanFolder made(file, std::ofstream(file, std::ios::binary));
  if (Outcome opened = made.written(); !opened) return std::move(opened).error();
  return made;
}

Result<std::string> PlanFolder::line_of(Instant at, BytesView bytes) {
  const Result<Envelope> envelope = decode_envelope(bytes);
  if (!envelope) return envelope.error();
  const Result<Event> event = decode(envelope->event);
  if (!event) return event.error();
  const std::string json = to_json(*envelope, *event, catalogue());
  JEJAK_ASSERT(json.starts_with('{'));
  return "{\"at\":\"" + print(at) + "\"," + json.substr(1) + "\n";
}

Outcome PlanFolder::written() {
  if (out_) return {};
  return system_error("writing " + file_, errno);
}

Outcome PlanFolder::put(std::string_view line) {
  out_ << line;
  return written();
}

Outcome PlanFolder::finish() {
  out_.close();
  return written();
}

Outcome write_plan(const DemoPlan& plan, const std::string& folder) {
  Result<PlanFolder> out = PlanFolder::make(plan, folder);
  if (!out) return std::move(out).error();
  for (const PlannedEvent& planned : plan.events) {
    const Result<std::string> line = PlanFolder::line_of(planned.at, planned.envelope);
    if (!line) return line.error();
    if (Outcome put = out->put(*line); !put) return put;
  }
  return out->finish();
}

}  // namespace jejak
