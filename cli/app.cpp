// The command line, made from the table of commands.

#include <fmt/format.h>

#include <memory>

#include "command.h"

namespace entente::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {build_command(),   extract_command(), merge_command(),      export_command(),
                                           import_command(),  view_command(),    query_command(),      add_command(),
                                           watch_command(),   check_command(),   review_command(),     verify_command(),
                                           explain_command(), analyse_command(), completion_command(), man_command(),
                                           help_command(),    version_command()};
  return all;
}

std::string examples_text(const Command& command) {
  std::size_t width = 0;
  for (const Example& example : command.examples) width = std::max(width, example.command.size());
  std::string text = "Examples:";
  for (const Example& example : command.examples)
    text += fmt::format("\n  # {}\n  entente {}", example.text, example.command);
  return text;
}

std::unique_ptr<CLI::App> make_app(Action& action) {
  auto app =
      std::make_unique<CLI::App>("Who supports, warns, arms or fights whom, and where is that written?", "entente");
  app->set_version_flag("--version", "entente " ENTENTE_VERSION);
  app->require_subcommand(0, 1);
  app->get_formatter()->column_width(28);
  app->footer([] {
    std::string codes = "Exit codes:";
    for (const ExitCodeText& code : kExitCodes)
      codes += fmt::format("\n  {}  {}", static_cast<int>(code.code), code.text);
    return "entente COMMAND --help says more about a command.\n\n" + codes;
  });
  for (const Command& command : commands()) {
    CLI::App* sub = app->add_subcommand(command.name, command.summary);
    sub->footer(command.text + "\n\n" + examples_text(command));
    Action run = command.declare(*sub);
    auto quiet = std::make_shared<bool>(false);
    sub->add_flag("-q,--quiet", *quiet, "No notes and no progress, errors only");
    sub->callback([&action, quiet, run = std::move(run)] {
      action = [quiet, run](Console& console) {
        console.set_quiet(*quiet);
        return run(console);
      };
    });
  }
  return app;
}

}  // namespace entente::cli
