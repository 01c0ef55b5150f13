using ComputeNet.Cli;
using ComputeNet.Cli.Output;

return CommandLine.Run(args, new Screen(Console.Out, Console.Error));
