using System.CommandLine;
using ComputeNet.Cli.Brain;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Cli;

/// <summary>The tree of commands, and the one place where trouble becomes a message and an exit code.</summary>
public static class CommandLine
{
    public static int Run(IReadOnlyList<string> args, Screen screen)
    {
        var parsed = Tree(screen).Parse(args);
        try
        {
            var code = parsed.Invoke(new InvocationConfiguration { Output = screen.Out, Error = screen.Error, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCodes.WrongCommandLine : code;
        }
        catch (InputException trouble)
        {
            screen.Error.WriteLine(trouble.Message);
            return ExitCodes.UnreadableInput;
        }
        catch (RefusedException refused)
        {
            screen.Error.WriteLine(refused.Refusal.ToString());
            return ExitCodes.WrongCommandLine;
        }
    }

    private static RootCommand Tree(Screen screen) => new("computenet: plan, question and check placements on a compute network")
    {
        new Command("brain", "The placement brain on stored problems. Exit codes: 0 yes or done, 1 the answer is no, 2 wrong command line, 3 unreadable input")
        {
            SolveCommand.Make(screen),
            ExplainCommand.Make(screen),
            DiffCommand.Make(screen),
            ReplayCommand.Make(screen),
            CheckCommand.Make(screen),
            CounterfactualsCommand.Make(screen),
            FrontierCommand.Make(screen),
            InterruptCommand.Make(screen),
            WhatIfCommand.Make(screen),
        },
    };
}
