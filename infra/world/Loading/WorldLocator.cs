namespace ComputeNet.World.Loading;

/// <summary>Where the build puts the catalogue: the folder <c>world</c> beside the executable.</summary>
public static class WorldLocator
{
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "world");
}
