#pragma once
// The only place that includes Catch2; version 2 and 3 name their headers differently.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;  // version 2 does so itself
#else
#include <catch2/catch.hpp>
#endif
