using System.CommandLine.Invocation;
using ComputeNet.Standalone;

var parsed = StandaloneOptions.Command(StandaloneRun.RunAsync).Parse(args);
if (parsed.Action is ParseErrorAction mistake)
    mistake.ShowHelp = false;
// No termination timeout: Ctrl-C is the web host's business, and the database takes the time it needs to stop.
return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
