#pragma once
// What was measured, by name, and what the engine is wanted to reach; printed as a table or as one flat JSON object.

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jejak {

// A measure that has a limit: met when the figure is at least, or at most, so much.
struct Wanted {
  const char* name;
  const char* what;
  const char* unit;
  bool at_least;
  double limit;
};
const std::vector<Wanted>& wanted();

class Figures {
 public:
  void set(const std::string& name, double value);
  void add(const Figures& others);
  std::optional<double> get(const std::string& name) const;
  const std::map<std::string, double>& all() const { return figures_; }

 private:
  std::map<std::string, double> figures_;
};

std::string print_figure(double value);         // "25123", "0.617"
std::string print_table(const Figures& found);  // the wanted measures, then the raw figures
std::string print_json(const Figures& found);   // every wanted name (null: not measured), then the raw figures

double median(std::vector<double> values);  // not empty

}  // namespace jejak
