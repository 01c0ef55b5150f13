using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Rules;

/// <summary>Time, randomness and new ids enter at the edge and travel inward as data.</summary>
public sealed class ClockAndChanceTests
{
    /// <summary>Types that compose a process: the only ones that may reach for the machine's clock and pass it on.</summary>
    private static readonly string[] Composition = ["Program", "Orchestrator", "OrchestratorOptions", "PortalComposition", "SiteAgentServices", "AgentPace", "DaprSidecar", "ConformCommand", "StandaloneRun"];

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Domain")]
    [InlineData("Brain")]
    [InlineData("Port")]
    public void the_pure_projects_ask_neither_clock_nor_chance(string name) =>
        CompiledAssembly.Product[name].Uses.Where(use => IsWallClock(use) || IsMachineClock(use) || IsMeasuring(use) || IsChance(use)).ShouldBeEmpty();

    [Fact]
    public void nobody_reads_the_wall_clock_past_the_time_provider() =>
        CompiledAssembly.Product.Values.SelectMany(assembly => assembly.Uses).Where(IsWallClock).ShouldBeEmpty();

    [Fact]
    public void only_composition_takes_the_machines_clock() =>
        CompiledAssembly.Product.Values.SelectMany(assembly => assembly.Uses)
            .Where(use => IsMachineClock(use) && !Composition.Contains(use.User.Name)).ShouldBeEmpty();

    [Fact]
    public void a_projection_asks_neither_clock_nor_chance()
    {
        var projections = CompiledAssembly.Product["Service"].Uses.GroupBy(use => use.User)
            .Where(type => type.Key.Interfaces.Any(i => i.InterfaceType.Name == "IProjection") || type.Key.BaseType?.Name.Contains("Projection") == true).ToList();
        projections.ShouldNotBeEmpty();
        projections.SelectMany(uses => uses).Where(use => IsWallClock(use) || use.Type == "System.TimeProvider" || IsMeasuring(use) || IsChance(use)).ShouldBeEmpty();
    }

    private static bool IsWallClock(Use use) => use.Type is "System.DateTime" or "System.DateTimeOffset" && use.Member is "get_Now()" or "get_UtcNow()" or "get_Today()";

    private static bool IsMachineClock(Use use) => use is { Type: "System.TimeProvider", Member: "get_System()" };

    private static bool IsMeasuring(Use use) => use.Type == "System.Diagnostics.Stopwatch" || use is { Type: "System.Environment", Member: "get_TickCount()" or "get_TickCount64()" };

    /// <summary>A generator with a given seed is data, not chance.</summary>
    private static bool IsChance(Use use) =>
        use is { Type: "System.Guid", Member: "NewGuid()" or "CreateVersion7()" } or { Type: "System.Random", Member: ".ctor()" or "get_Shared()" }
        || use.Type == "System.Security.Cryptography.RandomNumberGenerator";
}
