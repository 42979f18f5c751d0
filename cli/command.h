// One table of commands: the command line, its help, its man page and its completions are all made from it.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "console.h"

namespace entente::cli {

/// What the program says to the shell.
enum ExitCode : int {
  success = 0,
  nothing_found = 1,  // a query without an answer
  wrong_usage = 2,
  left_out = 3,      // some articles could not be read; the rest is there
  bad_data = 4,      // a graph, model or data file is not valid
  output_failed = 5  // an output or a store could not be written, or a store is busy or damaged
};

struct ExitCodeText {
  ExitCode code;
  const char* text;
};
inline constexpr ExitCodeText kExitCodes[] = {
    {success, "all is well"},
    {nothing_found, "a query found nothing"},
    {wrong_usage, "wrong usage"},
    {left_out, "some articles could not be read; the rest is there"},
    {bad_data, "a graph, model or data file is not valid"},
    {output_failed, "an output could not be written, or a store is busy or damaged"}};

struct Example {
  std::string command;  // as typed, without "entente"
  std::string text;     // what it does
};

/// What runs after the command line was understood.
using Action = std::function<ExitCode(Console&)>;

struct Command {
  std::string name;
  std::string summary;  // one line, imperative, no full stop
  std::string text;     // a paragraph
  std::vector<Example> examples;
  /// Declares options and arguments; the action reads them when it is called.
  std::function<Action(CLI::App&)> declare;
};

/// All commands, in the order of the help.
[[nodiscard]] const std::vector<Command>& commands();

/// The whole command line as CLI11 sees it. `action` becomes that of the command that was given.
[[nodiscard]] std::unique_ptr<CLI::App> make_app(Action& action);

/// "Examples:" and what follows, for help and man page.
[[nodiscard]] std::string examples_text(const Command& command);

// Each in a file of its own below commands/.
[[nodiscard]] Command build_command();
[[nodiscard]] Command extract_command();
[[nodiscard]] Command merge_command();
[[nodiscard]] Command export_command();
[[nodiscard]] Command import_command();
[[nodiscard]] Command view_command();
[[nodiscard]] Command query_command();
[[nodiscard]] Command add_command();
[[nodiscard]] Command watch_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command review_command();
[[nodiscard]] Command verify_command();
[[nodiscard]] Command explain_command();
[[nodiscard]] Command analyse_command();
[[nodiscard]] Command completion_command();
[[nodiscard]] Command man_command();
[[nodiscard]] Command help_command();
[[nodiscard]] Command version_command();

}  // namespace entente::cli
