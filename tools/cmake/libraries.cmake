# Third parties, each an imported (system) target, from the distribution's packages only.

find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
find_package(Catch2 REQUIRED)
find_package(CapnProto REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)

pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc)
pkg_check_modules(jemalloc REQUIRED IMPORTED_TARGET jemalloc)

# RocksDB's own CMake package names static dependencies that the distribution does not ship.
find_path(ROCKSDB_INCLUDE rocksdb/db.h REQUIRED)
find_library(ROCKSDB_LIBRARY rocksdb REQUIRED)
add_library(rocksdb_shared SHARED IMPORTED)
set_target_properties(rocksdb_shared PROPERTIES IMPORTED_LOCATION ${ROCKSDB_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${ROCKSDB_INCLUDE})

find_library(BOOST_JSON_LIBRARY boost_json REQUIRED)
find_path(BOOST_JSON_INCLUDE boost/json.hpp REQUIRED)
add_library(boost_json SHARED IMPORTED)
set_target_properties(boost_json PROPERTIES IMPORTED_LOCATION ${BOOST_JSON_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${BOOST_JSON_INCLUDE})

find_library(BOOST_URL_LIBRARY boost_url REQUIRED)
find_path(BOOST_URL_INCLUDE boost/url.hpp REQUIRED)
add_library(boost_url SHARED IMPORTED)
set_target_properties(boost_url PROPERTIES IMPORTED_LOCATION ${BOOST_URL_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${BOOST_URL_INCLUDE})

# Properties in tests. Its own package file names a build type that it does not have.
find_path(RAPIDCHECK_INCLUDE rapidcheck.h REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
add_library(rapidcheck_static STATIC IMPORTED)
set_target_properties(rapidcheck_static PROPERTIES IMPORTED_LOCATION ${RAPIDCHECK_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${RAPIDCHECK_INCLUDE})
