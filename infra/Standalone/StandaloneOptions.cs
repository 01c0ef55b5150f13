using System.CommandLine;
using System.Globalization;

namespace ComputeNet.Standalone;

/// <summary>What the person at the terminal asked for.</summary>
/// <param name="Port">TCP port on the loopback address; 0 takes a free one.</param>
/// <param name="DataFolder">Absolute; everything that outlives a run is in it.</param>
/// <param name="World">Folder of a catalogue that replaces the built-in one; null for that.</param>
/// <param name="Speed">Simulated seconds per real second.</param>
/// <param name="SimulatedSites">Whether the demonstration fleet runs.</param>
/// <param name="LocalSite">Whether this machine is a site.</param>
/// <param name="Place">The place of the catalogue where this machine stands; its grid, country and latencies follow from it.</param>
/// <param name="Postgres">Connection string of a PostgreSQL that runs already; null starts one in the data folder.</param>
public sealed record StandaloneOptions(int Port, string DataFolder, string? World, double Speed, bool SimulatedSites, bool LocalSite, string Place, string? Postgres)
{
    public const int DefaultPort = 5080;
    public const string DefaultPlace = "beijing";
    public const double FastestSpeed = 10_000;

    /// <summary>The command line, with what is wrong or help already answered; <paramref name="run"/> gets only sensible options.</summary>
    public static RootCommand Command(Func<StandaloneOptions, Task<int>> run)
    {
        var port = new Option<int>("--port") { Description = "TCP port on this machine; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        var data = new Option<string>("--data") { Description = "Folder for everything that is kept.", DefaultValueFactory = _ => DefaultDataFolder };
        var world = new Option<string?>("--world") { Description = "Folder of a catalogue of sites, devices and prices instead of the built-in one." };
        var speed = new Option<double>("--speed") { Description = "Simulated time: 60 lets an hour pass in a minute.", DefaultValueFactory = _ => 1 };
        var noSimulated = new Option<bool>("--no-simulated-sites") { Description = "Without the demonstration fleet." };
        var noLocal = new Option<bool>("--no-local-site") { Description = "Do not run workloads on this machine." };
        var place = new Option<string>("--place") { Description = "Where this machine stands: a place of the catalogue.", DefaultValueFactory = _ => DefaultPlace };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a running PostgreSQL; without it, one is started in the data folder." };
        port.Validators.Add(r => Demand(r, r.GetValueOrDefault<int>() is >= 0 and <= 65535, "--port", "a number from 0 to 65535"));
        speed.Validators.Add(r => Demand(r, r.GetValueOrDefault<double>() is >= 1 and <= FastestSpeed, "--speed", $"a number from 1 to {FastestSpeed.ToString(CultureInfo.InvariantCulture)}"));
        world.Validators.Add(r => Demand(r, Directory.Exists(r.GetValueOrDefault<string>()), "--world", "an existing folder"));

        var command = new RootCommand("ComputeNet in one process: orchestrator, portal, site adapters and PostgreSQL.") { port, data, world, speed, noSimulated, noLocal, place, postgres };
        command.SetAction((parsed, _) => run(new(
            parsed.GetValue(port), Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(world) is { } folder ? Path.GetFullPath(folder) : null,
            parsed.GetValue(speed), !parsed.GetValue(noSimulated), !parsed.GetValue(noLocal), parsed.GetValue(place)!, parsed.GetValue(postgres))));
        return command;
    }

    /// <summary>Per user; root's own home is closed to the account that PostgreSQL runs under, so root uses the system's place.</summary>
    public static string DefaultDataFolder => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? "/var/lib/computenet"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "computenet");

    private static void Demand(System.CommandLine.Parsing.OptionResult result, bool holds, string option, string what)
    {
        if (!holds)
            result.AddError($"{option} must be {what}, not '{string.Join(' ', result.Tokens.Select(t => t.Value))}'.");
    }
}
