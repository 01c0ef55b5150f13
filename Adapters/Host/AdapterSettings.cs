using System.Globalization;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Credentials;
using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace ComputeNet.Adapters.Host;

/// <summary>
/// The settings that every adapter executable understands, from command line (<c>--ComputeNet:Url=…</c>), environment (<c>ComputeNet__Url</c>) or
/// <c>appsettings.json</c>: <c>ComputeNet:Url</c>, <c>ComputeNet:Token</c> or <c>ComputeNet:TokenFile</c>, <c>ComputeNet:Data</c>, <c>ComputeNet:Transport</c>, <c>ComputeNet:DaprPubSub</c>, and <c>--site</c>. An adapter that has joined finds address, site and credential in its data folder.
/// </summary>
public sealed class AdapterSettings
{
    private readonly IConfiguration configuration;

    public AdapterSettings(IConfiguration configuration)
    {
        this.configuration = configuration;
        DataDirectory = DataDirectoryOf(configuration);
        Kept = new CredentialFile(DataDirectory).Read().Kept;
        Centre = configuration["ComputeNet:Url"] is null && Kept is { } kept ? kept.Centre : AddressOf(Required("ComputeNet:Url"));
        TransportOf(configuration);
        if (configuration["ComputeNet:Token"] is not null || configuration["ComputeNet:TokenFile"] is not null)
            return;
        if (Kept is null)
            throw new AdapterSettingException("A credential is needed: join with a token from the network's operator, or set ComputeNet:Token, or ComputeNet:TokenFile with the token, or with lines of 'site token'.");
        if (Site is { } site && site != Kept.Site)
            throw new AdapterSettingException($"The credential in {DataDirectory} is of the site '{Kept.Site}', not of '{site}'.");
        Keeper = new CredentialKeeper(new CredentialFile(DataDirectory), RenewAsync, new AgentPace().Time);
    }

    /// <summary>What the adapter kept when it joined; null when it has not, or never needed to.</summary>
    public KeptCredential? Kept { get; }

    /// <summary>Holds and renews the credential with which the adapter joined; null where another one is configured.</summary>
    public CredentialKeeper? Keeper { get; }

    public static string DataDirectoryOf(IConfiguration configuration) => configuration["ComputeNet:Data"] ?? Path.Combine(Environment.CurrentDirectory, ".data");

    public static Uri AddressOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var centre) && centre.Scheme is "http" or "https"
        ? centre : throw new AdapterSettingException($"ComputeNet:Url must be an http or https address, not '{url}'.");

    public Uri Centre { get; }

    /// <summary>Where the adapter keeps what must survive a restart.</summary>
    public string DataDirectory { get; }

    /// <summary>The site that <c>--site</c> names.</summary>
    public SiteId? Site => configuration["site"] is { } id
        ? ITextId<SiteId>.IsWellFormed(id) ? new SiteId(id) : throw new AdapterSettingException($"--site '{id}' is not a site id.")
        : Kept?.Site;

    /// <summary>The site's token, read anew at every call so that a rotated file takes effect; null when the file has none for it.</summary>
    public string? TokenOf(SiteId site) => Keeper is { } keeper ? keeper.TokenOf(site) : configuration["ComputeNet:Token"] ?? FromFile(configuration["ComputeNet:TokenFile"]!, site);

    /// <summary>What <c>ComputeNet:Transport</c> says; plain HTTP when it says nothing.</summary>
    public static CentreTransport TransportOf(IConfiguration? configuration) => configuration?["ComputeNet:Transport"] is not { } word ? CentreTransport.Http
        : CentreTransports.Find(word) ?? throw new AdapterSettingException(
            $"ComputeNet:Transport must be one of {string.Join(", ", Enum.GetValues<CentreTransport>().Select(t => t.Word()))}, not '{word}'.");

    /// <summary>A plain request, whatever the transport: it comes once in many days, and a hub would not say why it does not let one in.</summary>
    private async Task<SiteCredential> RenewAsync(string secret, RenewCredential renewal, CancellationToken ct)
    {
        var root = Centre.AbsoluteUri.EndsWith('/') ? Centre : new Uri(Centre.AbsoluteUri + "/");
        using var http = new HttpClient { BaseAddress = root, Timeout = TimeSpan.FromSeconds(15) };
        return await new ComputeNetClient(http, () => secret).SiteAgent.RenewCredentialAsync(renewal, ct);
    }

    /// <summary>The Dapr sidecar: <c>ComputeNet:DaprPubSub</c> names its broker, if sites are to publish; <c>DAPR_API_TOKEN</c> is Dapr's own.</summary>
    public static DaprSidecar SidecarOf(IConfiguration? configuration) => new() { PubSub = configuration?["ComputeNet:DaprPubSub"], ApiToken = configuration?["DAPR_API_TOKEN"] };

    private string Required(string name) =>
        configuration[name] is { Length: > 0 } value ? value : throw new AdapterSettingException($"The setting {name} is missing.");

    /// <summary>A number within limits, or what stands in for it when it is not set.</summary>
    public double Number(string name, double otherwise, double least, double most) => configuration[name] switch
    {
        null => otherwise,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new AdapterSettingException(string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {least} to {most}, not '{text}'.")),
    };

    public string? Text(string name) => configuration[name] is { Length: > 0 } text ? text : null;

    public bool Flag(string name, bool otherwise) => configuration[name] switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new AdapterSettingException($"{name} must be true or false, not '{text}'."),
    };

    /// <summary>A list, separated by commas; empty when it is not set.</summary>
    public IReadOnlyList<string> Words(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>What stands below a name: <c>Kubernetes:Images:cuda=…</c> is <c>cuda → …</c> of <c>Kubernetes:Images</c>.</summary>
    public IReadOnlyDictionary<string, string> Map(string name) =>
        configuration.GetSection(name).GetChildren().Where(child => child.Value is not null).ToDictionary(child => child.Key, child => child.Value!);

    /// <summary>The names of the sections below a name.</summary>
    public IEnumerable<string> Sections(string name) => configuration.GetSection(name).GetChildren().Select(child => child.Key);

    /// <summary>An amount of yuan, at least nothing; null when it is not set.</summary>
    public Money? Yuan(string name) => configuration[name] is null ? null : Money.Yuan((decimal)Number(name, 0, 0, 1_000_000_000));

    public TimeSpan Seconds(string name, TimeSpan otherwise) => TimeSpan.FromSeconds(Number(name, otherwise.TotalSeconds, 0, TimeSpan.FromDays(365).TotalSeconds));

    /// <summary>Raw sample of a file for many sites: <c>hangzhou-ai cnt_4fd1…</c>; a single word is the token of every site.</summary>
    private static string? FromFile(string path, SiteId site)
    {
        if (!File.Exists(path))
            return null;
        var lines = File.ReadLines(path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(words => words.Length > 0);
        return lines.FirstOrDefault(words => words.Length == 1 || words[0] == site.Value)?[^1];
    }
}

/// <summary>A setting of an adapter executable is missing or wrong; the message is for the person who starts it.</summary>
public sealed class AdapterSettingException(string message) : Exception(message);
