using System.Reflection;

namespace ComputeNet.Adapters.Host;

/// <summary>What an adapter calls itself in its inventory.</summary>
public static class AgentVersion
{
    /// <summary><c>simulated 1.0.0</c>: the adapter's name and the version of its assembly, without the build's hash.</summary>
    public static string Of<TScheduler>(string name)
    {
        var version = typeof(TScheduler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        return $"{name} {version.Split('+')[0]}";
    }
}
