# Language level, warnings, sanitizers and failpoints for every target of ours, in one place.

option(JEJAK_WERROR "warnings are errors" OFF)
option(JEJAK_FAILPOINTS "compile the named crash places in (tests only)" OFF)
set(JEJAK_SANITIZE "" CACHE STRING "comma-separated sanitizers, e.g. address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(JEJAK_CCACHE ccache)
if(JEJAK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${JEJAK_CCACHE})
endif()

# Two targets that gather others as they are made: what we ship, and what is worth a run under ThreadSanitizer.
add_custom_target(programs)
add_custom_target(concurrent-tests)

function(jejak_settings target)
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
                         -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)  # no builder's paths in what we ship
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)  # false alarms on moved variants at -O2 (GCC 12)
  endif()
  if(JEJAK_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(JEJAK_FAILPOINTS)
    target_compile_definitions(${target} PRIVATE JEJAK_FAILPOINTS)
  endif()
  if(JEJAK_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${JEJAK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${JEJAK_SANITIZE})
  endif()
endfunction()

# jejak_module(proof SOURCES a.cpp … DEPS jejak::base … PRIVATE_DEPS sodium …): one static library a layer.
function(jejak_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(jejak_${name} STATIC ${arg_SOURCES})
  add_library(jejak::${name} ALIAS jejak_${name})
  target_link_libraries(jejak_${name} PUBLIC ${arg_DEPS} PRIVATE ${arg_PRIVATE_DEPS})
  jejak_settings(jejak_${name})
endfunction()

# What we ship takes its memory from jemalloc: events are made on one thread and freed on another, which costs the
# system's allocator dearly. Sanitizers bring an allocator of their own.
function(jejak_allocator target)
  if(NOT JEJAK_SANITIZE)
    target_link_libraries(${target} PRIVATE PkgConfig::jemalloc)
  endif()
endfunction()

# jejak_tool(jejak-verify SOURCES … DEPS …): a program, placed in bin/ of the build folder.
function(jejak_tool name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  add_dependencies(programs ${name})
  jejak_allocator(${name})
  jejak_settings(${name})
endfunction()

# jejak_test(proof SOURCES … DEPS … [LABELS concurrent]): one Catch2 program a layer, one ctest entry.
function(jejak_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;LABELS" ${ARGN})
  add_executable(test-${name} ${arg_SOURCES})
  target_link_libraries(test-${name} PRIVATE ${arg_DEPS} Catch2::Catch2WithMain)
  set_target_properties(test-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  target_compile_definitions(test-${name} PRIVATE JEJAK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" JEJAK_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
  jejak_settings(test-${name})
  add_test(NAME ${name} COMMAND test-${name})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}"
                       ENVIRONMENT "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp")
  if("concurrent" IN_LIST arg_LABELS)
    add_dependencies(concurrent-tests test-${name})
  endif()
endfunction()
