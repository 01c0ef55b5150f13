using ComputeNet.Adapters.Sensing;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>Small scripts in place of vendors' tools, which this machine does not have.</summary>
public sealed class VendorScripts : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public DeviceSensor Sensor(TimeSpan? limit = null) => new(new VendorTool([folder.Path], limit ?? TimeSpan.FromSeconds(60)));

    public void Write(string tool, string script)
    {
        var path = Path.Combine(folder.Path, tool);
        // Renamed into place: a script that somebody runs cannot be written to.
        File.WriteAllText(path + ".new", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Devices of one model, each with the processes that hold it.</summary>
    public void Nvidia(string name, params int[][] holders)
    {
        var devices = string.Join("\\n", holders.Select((_, i) => $"{i}, GPU-{i}, {name}, 81559, 4, 0, 70.1, 30, 0"));
        var processes = string.Join("\\n", holders.SelectMany((pids, i) => pids.Select(pid => $"GPU-{i}, {pid}")));
        Write("nvidia-smi", $"""case "$1" in --query-gpu*) printf '{devices}\n';; --query-compute*) printf '{processes}\n';; esac""");
    }

    public void Dispose() => folder.Dispose();
}
