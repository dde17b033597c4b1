#pragma once
// The data folder of one ledger: which files lie in it and which format they have.
//
//   FORMAT         "jejak-data 1\n"
//   genesis.note   the finished genesis note, as entry 0 holds it
//   policy         a C2SP policy file that trusts this ledger's checkpoint key
//   HEAD           the last signed checkpoint
//   ledger/        the database of the log
//   views/         the projections; may be deleted at any time
//   service/       subscriptions and webhooks and what was acknowledged; nothing else knows it, so it is in the backup
//   webhook.secret 32 random bytes in hex from which the keys of all webhooks follow; mode 0600, in the backup

#include "ledger/base/result.hpp"
#include "ledger/proof/hash.hpp"

#include <string>

namespace jejak {

constexpr int data_format = 1;

std::string views_folder(const std::string& folder);
std::string service_folder(const std::string& folder);
std::string webhook_secret_file(const std::string& folder);
std::string policy_file(const std::string& folder);

// Errors: not_found (no such folder or not a ledger), unsupported (newer format), permission.
Outcome check_data_folder(const std::string& folder);

// Whole files, for small ones. write_file replaces atomically and syncs file and folder.
Result<std::string> read_file(const std::string& path, std::size_t bytes_max = 64 * 1024 * 1024);
Outcome write_file(const std::string& path, std::string_view bytes, bool secret = false);
// Gives a file that is written and closed its name, in place of whatever had it; on disk when it returns. After an
// error there is no `fresh` any more. Errors: not_found, permission, disk.
Outcome put_in_place(const std::string& fresh, const std::string& path);

// What a shell's >(command) names, or a device: bytes go to it, and no file may take its place.
bool is_pipe_or_device(const std::string& path);
Outcome write_straight(const std::string& path, std::string_view bytes);  // waits for whoever reads; same errors

}  // namespace jejak
