#pragma once
// The views of one data folder: a second database beside the ledger's that may be deleted at any time. A view's rows
// lie under its name, its version and the number of the build. A rebuild, or a new version, is built beside the build
// that readers are shown, and takes its place in one write when it is whole; until then, and if the process dies at
// any moment before, they are shown the old one. Nobody is ever shown a half-built one.

#include "projections/view_store.hpp"

namespace jejak {

struct Build {
  ViewName view;
  std::uint32_t number = 0;
  auto operator<=>(const Build&) const = default;
};

class ViewDatabase {
 public:
  // `folder` is made if it is missing. One process at a time. Errors: unavailable (another process has it), corrupt
  // (then `wipe` and open again), conflict (it holds somebody else's files, and none is touched), permission, disk.
  static Result<std::unique_ptr<ViewDatabase>> open(const std::string& folder);
  // Deletes the database's files in `folder`, damaged or not, and nothing else. Must not be open. Errors: disk,
  // permission, unavailable.
  static Outcome wipe(const std::string& folder);
  ~ViewDatabase();  // after all stores made from it

  // The rows of one build, whether any exist yet or not. Reading: any thread; writing: one thread a build.
  std::unique_ptr<ViewStore> store(const Build& build);
  std::unique_ptr<ViewStore> view(const ViewName& name) { return store({name, 0}); }
  // Every build that has a position, ascending.
  Result<std::vector<Build>> builds() const;
  // The build of a projection that readers are shown. Errors: corrupt.
  Result<std::optional<Build>> shown(std::string_view projection) const;
  // The rows that readers are shown, as they are now, unmoved by what is written or shown later. Errors: unavailable
  // (no build of this version is whole yet), corrupt. Any thread.
  Result<std::unique_ptr<ViewReader>> read(const ViewName& name) const;
  // Deletes a build, all or nothing; nobody is shown it any more.
  Outcome drop(const Build& build);

  struct Parts;

 private:
  explicit ViewDatabase(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace jejak
