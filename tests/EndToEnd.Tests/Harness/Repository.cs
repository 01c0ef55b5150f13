namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The build of the standalone form next to this test's own build (same configuration, same framework).</summary>
    public static string StandaloneProgram { get; } = Path.Combine(
        Root, "infra", "Standalone", "bin", Path.GetRelativePath(Path.Combine(Root, "tests", "EndToEnd.Tests", "bin"), AppContext.BaseDirectory), "ComputeNet.Standalone");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ComputeNet.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No ComputeNet.slnx above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
