#include "ledger/data_folder.hpp"
#include "ledger/ledger.hpp"
#include "ledger/recovery.hpp"
#include "projections/case_view.hpp"
#include "projections/tally.hpp"
#include "projections/view_store_rocksdb.hpp"
#include "tools/jejak/doctor.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/verify/trust.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>

namespace jejak {
namespace {

constexpr std::uint64_t roomy_bytes = 1024ULL * 1024 * 1024;
constexpr std::int64_t ahead_us_max = 300'000'000;  // of the clock against the last entry, as the ledger takes it
constexpr rlim_t descriptors_wanted = 65'536;

class FolderExam {
 public:
  FolderExam(const Terminal& terminal, const FolderDoctor& doctor) : terminal_(terminal), doctor_(doctor) {}

  Checks all() {
    if (!format()) return std::move(out_);
    rights();
    key();
    log();
    views();
    disk();
    descriptors();
    service_file();
    return std::move(out_);
  }

 private:
  template <class... Values>
  void well(const char* name, Text found, const Values&... values) {
    out_.push_back({name, Health::well, terminal_.say(found, values...), "", Errc::internal});
  }
  void doubtful(const char* name, std::string found, Text to_do) {
    out_.push_back({name, Health::doubtful, std::move(found), terminal_.say(to_do, doctor_.folder), Errc::internal});
  }
  void ill(const char* name, const Error& error, Text to_do) {
    out_.push_back({name, Health::ill, error.message, terminal_.say(to_do, doctor_.folder), error.code});
  }

  bool format();
  void rights();
  void key();
  void log();
  void head(const Reader& reader, const StoredHead& stored);
  void clock(const StoredHead& stored);
  void engine(const Reader& reader, const Genesis& genesis);
  void views();
  void disk();
  void descriptors();
  void service_file();

  const Terminal& terminal_;
  const FolderDoctor& doctor_;
  std::optional<Genesis> genesis_;
  std::optional<TreeSize> size_;
  Checks out_;
};

bool FolderExam::format() {
  if (!is_folder(doctor_.folder)) {
    ill("format", Error{Errc::not_found, terminal_.say(Text::doctor_no_folder, doctor_.folder)},
        Text::doctor_do_format);
    return false;
  }
  auto genesis = genesis_of(doctor_.folder);
  if (!genesis) {
    ill("format", genesis.error(), Text::doctor_do_format);
    return false;
  }
  genesis_ = std::move(*genesis);
  well("format", Text::doctor_format_well, data_format, genesis_->origin);
  return true;
}

void FolderExam::rights() {
  struct stat found{};
  if (::stat(doctor_.folder.c_str(), &found) != 0 || (found.st_mode & 022) == 0) {
    return well("rights", Text::doctor_rights_well);
  }
  ill("rights", Error{Errc::permission, terminal_.say(Text::doctor_rights_ill, doctor_.folder)},
      Text::doctor_do_rights);
}

void FolderExam::key() {
  if (doctor_.key.empty()) return;
  auto text = read_key_file(doctor_.key);
  if (!text) return ill("key", text.error(), Text::doctor_do_key);
  if (is_simulated(genesis_->origin) && text->starts_with("PRIVATE+KEY+")) return well("key", Text::doctor_key_well);
  const auto named = read_public_key(*text);
  if (!named) return ill("key", named.error(), Text::doctor_do_key);
  if (!(*named == genesis_->log)) {
    return ill("key", Error{Errc::unknown_key, terminal_.say(Text::doctor_key_other, doctor_.key, named->name)},
               Text::doctor_do_key_other);
  }
  well("key", Text::doctor_key_well);
}

void FolderExam::log() {
  auto opened = open_for_reading(doctor_.folder);
  if (!opened) return ill("log", opened.error(), Text::doctor_do_log);
  const Reader reader(*opened->store);
  auto stored = reader.head();
  if (!stored) return ill("log", stored.error(), Text::doctor_do_log);
  size_ = stored->size;
  well("log", Text::doctor_log_well, stored->size.value);
  head(reader, *stored);
  clock(*stored);
  engine(reader, opened->genesis);
}

void FolderExam::engine(const Reader& reader, const Genesis& genesis) {
  const auto may = may_judge(reader, genesis);
  if (may) return well("engine", Text::doctor_engine_well, engine_newest);
  const bool is_newer = may.error().code == Errc::unsupported;
  ill("engine", may.error(), is_newer ? Text::doctor_do_engine : Text::doctor_do_log);
}

// The signed checkpoint in the file HEAD, against the store's own tree and the key of the genesis.
void FolderExam::head(const Reader& reader, const StoredHead& stored) {
  auto checkpoint = reader.checkpoint();
  if (!checkpoint) return ill("head", checkpoint.error(), Text::doctor_do_head);
  if (!*checkpoint) {
    return ill("head", Error{Errc::not_found, terminal_.say(Text::doctor_head_missing)}, Text::doctor_do_head);
  }
  const Checkpoint& signed_for = (*checkpoint)->checkpoint;
  auto held = check(policy_of(*genesis_), **checkpoint);
  if (!held) return ill("head", held.error(), Text::doctor_do_head);
  if (stored.size < signed_for.size) {
    return ill(
        "head",
        Error{Errc::verification, terminal_.say(Text::doctor_head_beyond, signed_for.size.value, stored.size.value)},
        Text::doctor_do_head);
  }
  auto root = root_at(signed_for.size, reader);
  if (!root) return ill("head", root.error(), Text::doctor_do_head);
  if (*root != signed_for.root) {
    return ill("head", Error{Errc::verification, terminal_.say(Text::doctor_head_root, signed_for.size.value)},
               Text::doctor_do_head);
  }
  if (signed_for.size < stored.size) {
    return doubtful("head", terminal_.say(Text::doctor_head_behind, stored.size.value - signed_for.size.value),
                    Text::doctor_do_head_behind);
  }
  well("head", Text::doctor_head_well, signed_for.size.value);
}

void FolderExam::clock(const StoredHead& stored) {
  if (genesis_->clock == ClockKind::simulated) return well("clock", Text::doctor_clock_simulated);
  const Instant now = SystemClock().now();
  if (now.us + ahead_us_max >= stored.last_recorded_at.us) return well("clock", Text::doctor_clock_well, print(now));
  ill("clock",
      Error{Errc::unavailable, terminal_.say(Text::doctor_clock_ill, print(now), print(stored.last_recorded_at))},
      Text::doctor_do_clock);
}

void FolderExam::views() {
  const std::string folder = views_folder(doctor_.folder);
  std::error_code ignored;
  if (!std::filesystem::exists(folder, ignored)) {
    return doubtful("views", terminal_.say(Text::doctor_views_missing), Text::doctor_do_views);
  }
  auto database = ViewDatabase::open(folder);
  if (!database) {
    if (database.error().code == Errc::unavailable) return well("views", Text::doctor_views_used);
    return doubtful("views", database.error().message, Text::doctor_do_views);
  }
  const CaseView cases;
  const TallyView tallies;
  for (const Projection* projection :
       {static_cast<const Projection*>(&cases), static_cast<const Projection*>(&tallies)}) {
    auto view = (*database)->read(name_of(*projection));
    auto position = view ? (*view)->position() : Result<ViewPosition>(view.error());
    if (!position) return doubtful("views", position.error().message, Text::doctor_do_views);
    if (size_ && position->size() < *size_) {
      return doubtful("views",
                      terminal_.say(Text::doctor_views_behind, std::string(projection->name()),
                                    size_->value - position->size().value),
                      Text::doctor_do_views);
    }
  }
  well("views", Text::doctor_views_well);
}

void FolderExam::disk() {
  std::error_code failure;
  const auto space = std::filesystem::space(doctor_.folder, failure);
  if (failure) return ill("disk", Error{Errc::disk, failure.message()}, Text::doctor_do_disk);
  const std::string found = terminal_.say(Text::doctor_disk, space.available / (1024 * 1024));
  if (space.available < doctor_.reserve_bytes) return ill("disk", Error{Errc::disk, found}, Text::doctor_do_disk);
  if (space.available < roomy_bytes) return doubtful("disk", found, Text::doctor_do_disk);
  well("disk", Text::doctor_disk, space.available / (1024 * 1024));
}

void FolderExam::descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= descriptors_wanted) {
    return well("descriptors", Text::doctor_descriptors, static_cast<std::uint64_t>(limit.rlim_max));
  }
  doubtful("descriptors", terminal_.say(Text::doctor_descriptors, static_cast<std::uint64_t>(limit.rlim_max)),
           Text::doctor_do_descriptors);
}

void FolderExam::service_file() {
  std::error_code ignored;
  for (const char* folder : {"/etc/systemd/system/", "/usr/lib/systemd/system/", "/lib/systemd/system/"}) {
    const std::string file = folder + doctor_.unit;
    if (std::filesystem::exists(file, ignored)) return well("service", Text::doctor_service_well, file);
  }
  doubtful("service", terminal_.say(Text::doctor_service_missing, doctor_.unit), Text::doctor_do_service);
}

}  // namespace

Checks examine_folder(const Terminal& terminal, const FolderDoctor& doctor) {
  return FolderExam(terminal, doctor).all();
}

}  // namespace jejak
