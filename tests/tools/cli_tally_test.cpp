#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <filesystem>
#include <map>
#include <sstream>

namespace jejak::test {
namespace {

std::vector<std::vector<std::string>> cells(const std::string& lines, char between) {
  std::vector<std::vector<std::string>> out;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    out.emplace_back();
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, between);) out.back().push_back(cell);
  }
  return out;
}

// The number of a counter of deadlines in the answer's JSON.
std::string number_after(const std::string& json, const std::string& term, const std::string& name) {
  const auto at = json.find("\"" + term + "\":{");
  if (at == std::string::npos) return "0";
  const auto value = json.find("\"" + name + "\":", at) + name.size() + 3;
  return json.substr(value, json.find_first_of(",}", value) - value);
}

}  // namespace

TEST_CASE("cli tally: the sum of the rows is the total, for every property in which a case stands once",
          "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  for (const char* by : {"province", "regency", "home", "rank", "stat", "phase", "month", "origin", "state",
                         "violations", "sanction", "level", "agency"}) {
    INFO(by);
    const Said said = jejak({"tally", demo.folder, "--by", by, "--counters", "reported,recommended,decided", "--csv"});
    CHECK(said.code == 0);
    const auto rows = cells(said.out, ',');
    REQUIRE(rows.size() > 2);
    CHECK(rows.front() == std::vector<std::string>{by, "reported", "recommended", "decided"});
    for (std::size_t column = 1; column < 4; ++column) {
      int sum = 0;
      for (std::size_t row = 1; row + 1 < rows.size(); ++row) sum += std::stoi(rows[row][column]);
      CHECK(std::to_string(sum) == rows.back()[column]);
    }
  }
}

TEST_CASE("cli tally: deadlines kept and lapsed are those that the law's own reading gives", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said law = jejak({"deadlines", demo.folder, "--plain"});
  std::map<std::string, std::map<std::string, int>> expected;
  for (const auto& row : cells(law.out, '\t')) {
    if (row[0].starts_with("case-")) ++expected[row[1]][row[2]];
  }
  const Said tally = jejak({"tally", demo.folder, "--by", "none", "--times", "--json"});
  CHECK(tally.code == 0);
  for (const char* term : {"DL-03", "DL-04", "DL-06", "DL-10", "DL-11", "DL-13", "DL-14", "DL-16"}) {
    INFO(term);
    for (const char* standing : {"kept", "late", "overdue", "lapsed", "running", "closed"}) {
      INFO(standing);
      CHECK(number_after(tally.out, term, standing) == std::to_string(expected[term][standing]));
    }
  }
}

TEST_CASE("cli tally: deadlines are counted as the audit counts them, in every reading and for every agency",
          "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  std::size_t compared = 0;
  const auto compare = [&compared](const std::string& counted, const Said& audit) {
    CHECK(audit.code != 2);
    std::map<std::string, std::vector<std::string>> expected;
    for (const auto& row : cells(audit.out, '\t')) {
      if (row[0] == "deadline") expected[row[1]] = {row.begin() + 2, row.end()};
    }
    for (const char* term : {"DL-01", "DL-01b", "DL-02", "DL-03", "DL-03b", "DL-04", "DL-05", "DL-06", "DL-07",
                             "DL-09", "DL-10",  "DL-11", "DL-12", "DL-13",  "DL-14", "DL-15", "DL-16", "DL-17",
                             "DL-18", "DL-19",  "DL-20", "DL-21", "DL-22",  "DL-23", "DL-24"}) {
      INFO(term);
      if (expected[term].empty()) expected[term] = {"0", "0", "0", "0"};
      const std::vector<std::string> found = {number_after(counted, term, "kept"), number_after(counted, term, "late"),
                                              number_after(counted, term, "overdue"),
                                              number_after(counted, term, "running")};
      CHECK(found == expected[term]);
      if (found != std::vector<std::string>{"0", "0", "0", "0"}) ++compared;
    }
  };
  for (const std::vector<std::string>& at :
       std::vector<std::vector<std::string>>{{},
                                             {"--on", "2020-08-19"},
                                             {"--on", "2020-12-31"},
                                             {"--as-of", "700"},
                                             {"--as-of", "1000", "--on", "2020-10-01"}}) {
    INFO((at.empty() ? "at the head" : at.back()));
    const Said tally = jejak(std::vector<std::string>{"tally", demo.folder, "--by", "none", "--times", "--json"} + at);
    REQUIRE(tally.code == 0);
    compare(tally.out.substr(tally.out.find("\"total\":")),
            jejak(std::vector<std::string>{"audit", demo.folder, "all", "--plain"} + at));
  }
  const Said tally = jejak({"tally", demo.folder, "--by", "agency", "--times", "--json"});
  const std::string mark = "{\"agency\":\"";
  for (auto at = tally.out.find(mark); at != std::string::npos;) {
    const auto next = tally.out.find(mark, at + 1);
    const std::string group = tally.out.substr(at, std::min(next, tally.out.find("\"total\":")) - at);
    const std::string agency = group.substr(mark.size(), group.find('"', mark.size()) - mark.size());
    INFO(agency);
    if (agency != "-") compare(group, jejak({"audit", demo.folder, agency, "--plain"}));
    at = next;
  }
  CHECK(compared > 60);  // else it has proven nothing
}

TEST_CASE("cli tally: two coordinates, what changed between, and an answer's digest", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said then = jejak({"tally", demo.folder, "--on", "2020-08-19", "--json"});
  const Said again = jejak({"tally", demo.folder, "--on", "2020-08-19", "--json"});
  CHECK(then.code == 0);
  CHECK(then.out == again.out);
  CHECK(then.out_has("\"digest\":\""));
  CHECK(then.out_has("\"on\":\"2020-08-19\""));
  CHECK(jejak({"tally", demo.folder, "--json"}).out != then.out);
  const Said same = jejak({"diff", demo.folder, "--from", "2020-08-19", "--to", "2020-08-19", "--json"});
  CHECK(same.out_has("\"groups\":[],\"total\":{}"));
  const Said changed = jejak({"diff", demo.folder, "--from", "2020-08-19", "--to", "2020-12-31"});
  CHECK(changed.out_has("+"));
  CHECK(jejak({"tally", demo.folder, "--as-of", "99999"}).code == 2);
  CHECK(jejak({"tally", demo.folder, "--as-of", "1999-01-01T00:00:00Z"}).code == 4);
  const Said early = jejak({"tally", demo.folder, "--on", "1999-01-01"});
  CHECK(early.code == 4);
  CHECK(early.err_has("nothing had happened"));
  CHECK(jejak({"tally", demo.folder, "--on", "2019-12-31"}).code == 0);
}

TEST_CASE("cli tally: what is mistyped is answered with what is near", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const auto says = [&demo](std::vector<std::string> words, const char* near) {
    words.insert(words.begin(), {"tally", demo.folder});
    const Said said = jejak(words);
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK(said.err.find(near) != std::string::npos);
  };
  says({"--by", "provnce"}, "province");
  says({"--counters", "recommmended"}, "recommended");
  says({"--agency", "prov:46"}, "prov:64");
  says({"--where", "rank=PENGAWS"}, "PENGAWAS");
  says({"--where", "rank"}, "dimension=value");
  says({"--show", "sanction"}, "sanctions");
  says({"--public", "--by", "violation"}, "violations");
  says({"--public", "--on", "2020-08-19"}, "legal date");
}

TEST_CASE("cli tally: bars, Indonesian titles, published figures, a public table", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Said chart = jejak({"tally", demo.folder, "--by", "violation", "--counters", "reported", "--chart"});
  CHECK(chart.out_has("█"));
  CHECK(jejak({"tally", demo.folder, "--lang", "id"}).out_has("diteruskan"));
  const Said published = jejak({"tally", demo.folder, "--published", "pilkada2020", "--csv"});
  CHECK(published.code == 0);
  CHECK(published.out_has("2020-06-26,369,"));
  CHECK(published.out_has(",S83\n"));
  const Said unknown = jejak({"tally", demo.folder, "--published", "pilkada2021"});
  CHECK(unknown.code == 4);
  CHECK(unknown.err.find("pilkada2020") != std::string::npos);
  const Said open = jejak({"tally", demo.folder, "--by", "province", "--counters", "reported,forwarded", "--public"});
  CHECK(open.code == 0);
  CHECK(open.out_has("Public tally of "));
}

TEST_CASE("cli tally: a published series that is not written in codes is refused, whoever wrote it", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const auto asked = [&](const std::string& series) {
    write_text(scratch.at("series"), series);
    return jejak({"tally", demo.folder, "--published", scratch.at("series")});
  };
  CHECK(asked("2020-08-19 490 372 194 open=178 S45\n").code == 0);
  for (const char* series : {"2020-08-19 490 372 194 - \033[2J\n", "2020-08-19 490 372 194 - a\tb\n",
                             "2020-08-19 490 372 194 o\033[31mpen=178 S45\n", "2020-08-19 490 372 194 - =1+1\n"}) {
    const Said said = asked(series);
    INFO(series);
    CHECK(said.code == 2);
    CHECK(said.err_has("line 1"));
  }
  const Said none = jejak({"tally", demo.folder, "--published", "pilkada2021", "--lang", "id"});
  CHECK(none.err_has("seri terbitan"));
}

TEST_CASE("cli diff: a flag that would change nothing is refused", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  for (const char* flag : {"--persons", "--times"}) {
    CHECK(jejak({"diff", demo.folder, "--from", "2020-08-19", flag}).code == 2);
  }
  const std::vector<std::string> of_case = {"diff", demo.folder, "kaltim-2020-07", "--from", "2020-08-19"};
  CHECK(jejak(of_case).code == 0);
  for (const std::vector<std::string>& flag : std::vector<std::vector<std::string>>{{"--by", "province"},
                                                                                    {"--agency", "prov:64"},
                                                                                    {"--where", "rank=PENGAWAS"},
                                                                                    {"--show", "all"},
                                                                                    {"--counters", "reported"}}) {
    const Said said = jejak(of_case + flag);
    INFO(flag.front() << said.err);
    CHECK(said.code == 2);
    CHECK(said.err_has(flag.front()));
  }
}

TEST_CASE("cli report: the same bytes twice, in both languages, with hashes that are true", "[tools][cli]") {
  const DemoLedger& demo = demo_ledger();
  const Scratch scratch;
  const auto write = [&](const std::string& name, const char* language) {
    const std::string folder = scratch.at(name);
    std::filesystem::create_directory(folder);
    const Said said =
        jejak({"report", demo.folder, "prov:64", "2020-Q3", "-o", folder + "/report.html", "--lang", language});
    INFO(said.err);
    CHECK(said.code == 0);
    CHECK(said.err.find("MonitoringReportSubmitted") != std::string::npos);
    return read_text(folder + "/report.html");
  };
  const std::string first = write("one", "en");
  CHECK(first == write("two", "en"));
  const std::string csv = read_text(scratch.at("one/report.csv"));
  CHECK(csv == read_text(scratch.at("two/report.csv")));
  CHECK(csv.find("refused E_APPROVAL_REQUIRED: ") != std::string::npos);
  const std::string indonesian = write("three", "id");
  CHECK(indonesian.find("Laporan hasil pemantauan") != std::string::npos);
  CHECK(first.find("lang=\"en\"") != std::string::npos);
  CHECK(first.find("refused E_APPROVAL_REQUIRED: ") != std::string::npos);
  CHECK(first.find("<script") == std::string::npos);
  CHECK(first.find("http") == std::string::npos);
  CHECK(first.find("counter(page)") != std::string::npos);
  CHECK(jejak({"report", demo.folder, "prov:64", "2020-13"}).code == 2);
  CHECK(jejak({"report", demo.folder, "prov:46", "2020-07"}).code == 2);
  CHECK(jejak({"report", demo.folder, "prov:64", "1999-Q1"}).code == 2);
}

}  // namespace jejak::test
