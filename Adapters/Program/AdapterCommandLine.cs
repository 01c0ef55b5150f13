using System.CommandLine;
using System.CommandLine.Invocation;

namespace ComputeNet.Adapters.Program;

/// <summary>The tree of commands of <c>computenet-adapter</c>: one executable for every scheduler, because whoever joins a site downloads one thing.</summary>
public static class AdapterCommandLine
{
    /// <summary>The command line, or a setting that it leads to, is wrong.</summary>
    public const int WrongCommandLine = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Tree().Parse(args);
        if (parsed.Action is ParseErrorAction mistake)
            mistake.ShowHelp = false;
        // No termination timeout: Ctrl-C is the host's business, and a journal takes the time it needs to be written.
        var code = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? WrongCommandLine : code;
    }

    private static RootCommand Tree() => new("computenet-adapter: lets a site's own scheduler serve a compute network. It opens every connection itself.")
    {
        JoinCommand.Make(),
        RunCommand.Make(),
        ConformCommand.Make(),
    };
}
