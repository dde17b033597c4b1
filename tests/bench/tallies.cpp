#include "tests/bench/tallies.hpp"

#include "ledger/data_folder.hpp"
#include "projections/views.hpp"

#include <algorithm>
#include <chrono>

namespace jejak {
namespace {

constexpr int days = 30;
constexpr int runs = 3;

}  // namespace

Result<Figures> measure_tallies(const Setting& setting) {
  const auto opened = open_for_reading(setting.full());
  if (!opened) return opened.error();
  const Reader reader(*opened->store);
  const LedgerSource source(reader);
  const auto folding = std::chrono::steady_clock::now();
  auto views = Views::open(views_folder(setting.full()), source);
  if (!views) return std::move(views).error();
  const double fold_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - folding).count();

  TallyQuestion question;
  question.at.as_of = (*views)->runner().position();
  auto newest = (*views)->read_tally(question);
  if (!newest) return std::move(newest).error();
  const Date last = newest->value.today;
  std::vector<double> slowest_first;
  std::uint64_t cases = 0;
  for (int day = 0; day < days; ++day) {
    question.at.on = last - day;
    std::vector<double> ms;
    for (int run = 0; run < runs; ++run) {
      const auto begin = std::chrono::steady_clock::now();
      auto answer = (*views)->read_tally(question);
      if (!answer) return std::move(answer).error();
      ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
      cases = std::max(cases, answer->value.total[Counter::reported]);
    }
    slowest_first.push_back(*std::min_element(ms.begin(), ms.end()));
  }
  Figures out;
  out.set("tally_ms", *std::max_element(slowest_first.begin(), slowest_first.end()));
  out.set("tally_ms_median", median(slowest_first));
  out.set("tally_cases", static_cast<double>(cases));
  out.set("views_open_s", fold_s);
  return out;
}

}  // namespace jejak
