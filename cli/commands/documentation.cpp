// Completions and the man page: the same table as --help, walked once more.

#include <fmt/format.h>

#include <algorithm>

#include "command.h"
#include "nearest.h"

namespace entente::cli {
namespace {

/// "-o" and "--output" of an option that is no positional argument.
std::vector<std::string> flags_of(const CLI::Option& option) {
  std::vector<std::string> flags;
  for (const std::string& name : option.get_snames()) flags.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) flags.push_back("--" + name);
  return flags;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
  std::vector<const CLI::Option*> options;
  for (const CLI::Option* option : app.get_options())
    if (option->nonpositional()) options.push_back(option);
  return options;
}

std::vector<const CLI::App*> subcommands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

/// "MB" of "MB:UINT in [1 - 1000]": what the value is, without how it is checked.
std::string value_name(const CLI::Option& option) {
  const std::string name = option.get_type_name();
  return name.substr(0, name.find(':'));
}

/// One word of a shell in single quotes.
std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string bash_completion(const CLI::App& app) {
  std::string names, cases;
  for (const CLI::App* sub : subcommands_of(app)) {
    names += " " + sub->get_name();
    std::string flags;
    for (const CLI::Option* option : options_of(*sub))
      for (const std::string& flag : flags_of(*option)) flags += " " + flag;
    cases += fmt::format("    {}) flags={} ;;\n", sub->get_name(), shell_word(flags.substr(1)));
  }
  return fmt::format(R"(# bash completion for entente
_entente() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} flags=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W {} -- "$word"))
    return
  fi
  case ${{COMP_WORDS[1]}} in
{}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
  else
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -F _entente entente
)",
                     shell_word(names.substr(1) + " --help --version"), cases);
}

std::string zsh_completion(const CLI::App& app) {
  const auto described = [](std::string text) {
    for (const char* special : {"[", "]", ":"}) {
      std::size_t at = 0;
      while ((at = text.find(special, at)) != std::string::npos)
        text.replace(at, 1, std::string("\\") + special), at += 2;
    }
    return text;
  };
  std::string names, cases;
  for (const CLI::App* sub : subcommands_of(app)) {
    names += fmt::format("    {}\n", shell_word(sub->get_name() + ":" + described(sub->get_description())));
    std::string arguments;
    for (const CLI::Option* option : options_of(*sub))
      for (const std::string& flag : flags_of(*option))
        arguments +=
            fmt::format(" \\\n        {}",
                        shell_word(fmt::format("*{}[{}]{}", flag, described(option->get_description()),
                                               takes_value(*option) ? ":" + value_name(*option) + ":_files" : "")));
    cases += fmt::format("      {}) _arguments{} \\\n        '*:file:_files' ;;\n", sub->get_name(), arguments);
  }
  return fmt::format(R"(#compdef entente
_entente() {{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
  else
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{}    esac
  fi
}}
_entente "$@"
)",
                     names, cases);
}

std::string fish_completion(const CLI::App& app) {
  std::string text = "# fish completion for entente\n";
  for (const CLI::App* sub : subcommands_of(app)) {
    text += fmt::format("complete -c entente -n __fish_use_subcommand -f -a {} -d {}\n", sub->get_name(),
                        shell_word(sub->get_description()));
    for (const CLI::Option* option : options_of(*sub)) {
      std::string flags;
      for (const std::string& name : option->get_snames()) flags += " -s " + name;
      for (const std::string& name : option->get_lnames()) flags += " -l " + name;
      text += fmt::format("complete -c entente -n '__fish_seen_subcommand_from {}'{}{} -d {}\n", sub->get_name(), flags,
                          takes_value(*option) ? " -r" : "", shell_word(option->get_description()));
    }
  }
  return text;
}

/// Text for troff: backslashes, hyphens that are to be typed, and lines that begin with a dot.
std::string roff(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n'))
      result += std::string("\\&") + c;
    else
      result += c;
  }
  return result;
}

std::string man_options(const CLI::App& app) {
  std::string text;
  for (const CLI::Option* option : options_of(app)) {
    const std::string value = takes_value(*option) ? " \\fI" + roff(value_name(*option)) + "\\fR" : "";
    text += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(fmt::format("{}", fmt::join(flags_of(*option), ", "))), value,
                        roff(option->get_description()));
  }
  return text;
}

std::string man_page(const CLI::App& app) {
  std::string text = fmt::format(
      ".TH ENTENTE 1 \"\" \"entente {}\" \"User commands\"\n.SH NAME\nentente \\- {}\n.SH SYNOPSIS\n\\fBentente\\fR "
      "\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.SH COMMANDS\n",
      ENTENTE_VERSION, roff(app.get_description()));
  for (const Command& command : commands()) {
    const CLI::App* sub = app.get_subcommand(command.name);
    std::string usage;
    for (const CLI::Option* option : sub->get_options())
      if (!option->nonpositional())
        usage += " " + option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
    text += fmt::format(".SS \"entente {}{}\"\n{}.\n.PP\n{}\n", command.name, roff(usage), roff(command.summary),
                        roff(command.text));
    text += man_options(*sub);
    for (const Example& example : command.examples)
      text += fmt::format(".PP\n{}:\n.PP\n.nf\n.RS\nentente {}\n.RE\n.fi\n", roff(example.text), roff(example.command));
  }
  text += ".SH EXIT STATUS\n";
  for (const ExitCodeText& code : kExitCodes)
    text += fmt::format(".TP\n{}\n{}\n", static_cast<int>(code.code), roff(code.text));
  text += ".SH ENVIRONMENT\n.TP\nENTENTE_MODELS\nFolder of language models.\n";
  return text;
}

std::string markdown_page(const CLI::App& app) {
  std::string text = fmt::format(
      "# Command line\n\n{}\n\nThis page is what `entente man --markdown` prints; a test keeps the two the same. "
      "`entente COMMAND "
      "--help` says the same in the terminal, `entente man` in the format of man, and `entente completion` prints "
      "completions for bash, zsh and fish.\n\nResults go to standard output, all else to standard error. An error is "
      "one "
      "line: what, where, what to do.\n\n| command | |\n| --- | --- |\n",
      app.get_description());
  for (const Command& command : commands())
    text += fmt::format("| [`{0}`](#entente-{0}) | {1} |\n", command.name, command.summary);
  text += "\n| exit code | meaning |\n| --- | --- |\n";
  for (const ExitCodeText& code : kExitCodes)
    text += fmt::format("| {} | {} |\n", static_cast<int>(code.code), code.text);
  for (const Command& command : commands()) {
    const CLI::App* sub = app.get_subcommand(command.name);
    text += fmt::format("\n## entente {}\n\n{}\n\n```sh\n", command.name, command.text);
    for (const Example& example : command.examples)
      text += fmt::format("# {}\nentente {}\n", example.text, example.command);
    text += "```\n\n| option | |\n| --- | --- |\n";
    for (const CLI::Option* option : sub->get_options()) {
      const std::string name =
          option->nonpositional() ? fmt::format("{}", fmt::join(flags_of(*option), ", ")) : option->get_name(true);
      const bool valued = option->nonpositional() && takes_value(*option);
      const std::string initial = option->get_default_str();
      text += fmt::format("| `{}{}` | {}{} |\n", name, valued ? " " + value_name(*option) : "",
                          option->get_description(), initial.empty() ? "" : fmt::format(" (`{}`)", initial));
    }
  }
  text +=
      "\n## Environment\n\n`ENTENTE_MODELS`: folder of language models. Without it and `--models`, they are looked for "
      "in "
      "`models` beside the program and in `../share/entente/models`.\n";
  return text;
}

}  // namespace

Command completion_command() {
  return {
      "completion",
      "Print the completion script of a shell",
      "Prints a script for bash, zsh or fish that completes commands, options and file names.",
      {{"completion bash > ~/.local/share/bash-completion/completions/entente", "for bash"},
       {"completion zsh > ~/.zfunc/_entente", "for zsh"},
       {"completion fish > ~/.config/fish/completions/entente.fish", "for fish"}},
      [](CLI::App& app) -> Action {
        auto shell = std::make_shared<std::string>();
        app.add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
        return [shell](Console& console) {
          Action none;
          const auto whole = make_app(none);
          console.out() << (*shell == "bash"  ? bash_completion(*whole)
                            : *shell == "zsh" ? zsh_completion(*whole)
                                              : fish_completion(*whole));
          return success;
        };
      }};
}

Command man_command() {
  return {"man",
          "Print the manual page",
          "Prints the manual page in the format of man, or as Markdown.",
          {{"man | man -l -", "read it"},
           {"man > /usr/local/share/man/man1/entente.1", "install it"},
           {"man --markdown > docs/cli.md", "for a website"}},
          [](CLI::App& app) -> Action {
            auto markdown = std::make_shared<bool>(false);
            app.add_flag("--markdown", *markdown, "As Markdown");
            return [markdown](Console& console) {
              Action none;
              const auto whole = make_app(none);
              console.out() << (*markdown ? markdown_page(*whole) : man_page(*whole));
              return success;
            };
          }};
}

Command help_command() {
  return {
      "help",
      "Say what the program or a command does",
      "Prints the commands, or what one command takes.",
      {{"help", "all commands"}, {"help build", "the options of one"}},
      [](CLI::App& app) -> Action {
        auto topic = std::make_shared<std::string>();
        app.add_option("COMMAND", *topic, "The command");
        return [topic](Console& console) {
          Action none;
          const auto whole = make_app(none);
          std::vector<std::string> names;
          for (const Command& command : commands()) names.push_back(command.name);
          if (!topic->empty() && std::find(names.begin(), names.end(), *topic) == names.end()) {
            const std::string remedy = did_you_mean(*topic, names);
            console.error(
                fmt::format("unknown command \"{}\"; {}", *topic, remedy.empty() ? "see entente --help" : remedy));
            return wrong_usage;
          }
          console.out() << (topic->empty() ? whole->help() : whole->get_subcommand(*topic)->help(whole->get_name()));
          return success;
        };
      }};
}

Command version_command() {
  return {"version",
          "Print the version",
          "Prints the name of the program and its version.",
          {{"version", "name and number"}},
          [](CLI::App&) -> Action {
            return [](Console& console) {
              console.out() << "entente " ENTENTE_VERSION "\n";
              return success;
            };
          }};
}

}  // namespace entente::cli
