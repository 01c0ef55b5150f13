using ComputeNet.Adapters.Program;

return await AdapterCommandLine.RunAsync(args);
