// entente: from the command line to an exit code.

#include <fmt/format.h>
#include <sys/resource.h>

#include <exception>
#include <optional>

#include "command.h"
#include "nearest.h"
#include "output.h"

namespace entente::cli {
namespace {

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.push_back(command.name);
  return names;
}

ExitCode usage_error(Console& console, const std::string& what, const std::string& remedy) {
  console.error(remedy.empty() ? what : what + "; " + remedy);
  return wrong_usage;
}

/// An option that does not exist, with the nearest of its command.
ExitCode unknown_option(Console& console, const CLI::App& app, const std::string& word) {
  const std::string flag = word.substr(0, word.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  std::string remedy = did_you_mean(flag, known);
  if (remedy.empty())
    remedy = fmt::format("see {} --help", app.get_parent() == nullptr ? "entente" : "entente " + app.get_name());
  return usage_error(console, fmt::format("unknown {} \"{}\"", word.starts_with('-') ? "option" : "argument", word),
                     remedy);
}

/// "QUESTION: alies not in {allies,rivals}": the nearest of the choices that such a message lists; "" for any other.
std::string nearest_choice(std::string_view message) {
  constexpr std::string_view kChoices = " not in {";
  const std::size_t at = message.find(kChoices), end = message.rfind('}');
  const std::size_t colon = message.find(": ");
  if (at == message.npos || end == message.npos || end < at || colon == message.npos || colon > at) return "";
  std::vector<std::string> choices = {""};
  for (char c : message.substr(at + kChoices.size(), end - at - kChoices.size()))
    if (c == ',')
      choices.emplace_back();
    else
      choices.back() += c;
  return did_you_mean(message.substr(colon + 2, at - colon - 2), choices);
}

/// Parsers, layouts and threads are known to do with this much.
std::optional<InputError> lack_of_stack() {
  constexpr rlim_t kLeast = 1U << 20U;
  rlimit stack{};
  if (::getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= kLeast) return std::nullopt;
  return InputError{"stack", 0, fmt::format("is limited to {} KB, and 1024 are needed", stack.rlim_cur / 1024),
                    "raise it with ulimit -s 8192"};
}

ExitCode run(int argc, char** argv, Console& console) {
  if (argc > 1 && argv[1][0] != '-') {
    const std::vector<std::string> names = command_names();
    if (std::find(names.begin(), names.end(), argv[1]) == names.end()) {
      const std::string remedy = did_you_mean(argv[1], names);
      return usage_error(console, fmt::format("unknown command \"{}\"", argv[1]),
                         remedy.empty() ? "see entente --help" : remedy);
    }
  }
  Action action;
  const auto app = make_app(action);
  try {
    app->parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    app->exit(asked, console.out(), console.out());
    return success;
  } catch (const CLI::ParseError& error) {
    const auto given = app->get_subcommands();
    const CLI::App& at = given.empty() ? *app : *given.front();
    for (const std::string& word : at.remaining()) return unknown_option(console, at, word);
    if (const std::string remedy = nearest_choice(error.what()); !remedy.empty())
      return usage_error(console, error.what(), remedy);
    return usage_error(
        console, error.what(),
        fmt::format("see entente{}{} --help", given.empty() ? "" : " ", given.empty() ? "" : at.get_name()));
  }
  if (!action) {
    console.out() << app->help();
    return argc > 1 ? success : wrong_usage;
  }
  return action(console);
}

}  // namespace
}  // namespace entente::cli

int main(int argc, char** argv) {
  using namespace entente::cli;
  hold_standard_streams();
  install_signal_handlers();
  Console console;
  ExitCode code = output_failed;
  try {
    const auto lack = lack_of_stack();
    if (lack) console.error(*lack);
    if (!lack) code = run(argc, argv, console);
  } catch (const std::bad_alloc&) {
    console.error("not enough memory; give fewer articles at a time");
  } catch (const std::exception& error) {
    console.error(error.what());
  }
  if (!console.finish_output() && code == success) code = output_failed;
  return code;
}
