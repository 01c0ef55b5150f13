using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Slurm;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>A Slurm cluster, with the settings <c>Slurm:…</c> named as in <see cref="SlurmOptions"/>; the user's Slurm token is in <c>Slurm:TokenFile</c>, read anew at every call.</summary>
internal static class SlurmHosting
{
    public static HostedScheduler Scheduler { get; } = new("slurm", (services, settings) => services.AddSlurmSite(Options(settings)));

    internal static SlurmOptions Options(AdapterSettings settings)
    {
        var rest = Required(settings, "Slurm:Rest");
        var tokenFile = settings.Text("Slurm:TokenFile");
        var defaults = new SlurmOptions
        {
            Centre = settings.Centre,
            Token = settings.TokenOf,
            DataDirectory = settings.DataDirectory,
            Site = settings.Site ?? throw new AdapterSettingException("A cluster needs a name: --site."),
            Rest = Uri.TryCreate(rest, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "unix" ? address
                : throw new AdapterSettingException($"Slurm:Rest must be an http, https or unix address of slurmrestd, not '{rest}'."),
            User = Required(settings, "Slurm:User"),
            UserToken = tokenFile is null ? () => null : () => File.Exists(tokenFile) ? File.ReadAllText(tokenFile).Trim() : "",
            SharedFolder = Required(settings, "Slurm:SharedFolder"),
        };
        return defaults with
        {
            Partitions = settings.Words("Slurm:Partitions"),
            Resources = settings.Sections("Slurm:Resources").Any() ? settings.Map("Slurm:Resources").ToDictionary(r => r.Key, r => new Architecture(r.Value)) : defaults.Resources,
            // A colon parts the sections of a setting's name: the type is told after a dot here, gpu.h100.
            Models = settings.Map("Slurm:Models").ToDictionary(m => m.Key.Replace('.', ':'), m => new AcceleratorModelId(m.Value)),
            OffersProcessors = settings.Flag("Slurm:OffersProcessors", defaults.OffersProcessors),
            Pools = settings.Sections("Slurm:Pools").ToDictionary(PoolOf, pool => Pool(settings, $"Slurm:Pools:{pool}")),
            Account = settings.Text("Slurm:Account"),
            SiteMayRequeue = settings.Flag("Slurm:SiteMayRequeue", defaults.SiteMayRequeue),
            PlacementPatience = settings.Seconds("Slurm:PlacementPatienceSeconds", defaults.PlacementPatience!.Value),
            CheckpointGrace = settings.Seconds("Slurm:CheckpointGraceSeconds", defaults.CheckpointGrace),
            ApiVersion = settings.Text("Slurm:ApiVersion"),
            Scontrol = settings.Words("Slurm:Scontrol") is { Count: > 0 } command ? command : null,
        };
    }

    private static string Required(AdapterSettings settings, string name) => settings.Text(name) ?? throw new AdapterSettingException($"The setting {name} is missing.");

    private static PoolId PoolOf(string id) => ITextId<PoolId>.IsWellFormed(id) ? new(id) : throw new AdapterSettingException($"Slurm:Pools: '{id}' is not a pool id.");

    private static SlurmPoolOptions Pool(AdapterSettings settings, string name) => new()
    {
        PricePerDeviceHour = settings.Yuan($"{name}:PricePerDeviceHour"),
        WattsPerDevice = settings.Text($"{name}:WattsPerDevice") is null ? null : settings.Number($"{name}:WattsPerDevice", 0, 0, 1_000_000),
        Partition = settings.Text($"{name}:Partition"),
        Qos = settings.Text($"{name}:Qos"),
        Classes = Enum.GetValues<ServiceClass>()
            .Select(c => (Class: c, Lane: new SlurmLane(settings.Text($"{name}:Classes:{c}:Partition"), settings.Text($"{name}:Classes:{c}:Qos"))))
            .Where(c => c.Lane != new SlurmLane()).ToDictionary(c => c.Class, c => c.Lane),
    };
}
