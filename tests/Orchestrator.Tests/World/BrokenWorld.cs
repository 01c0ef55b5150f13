using System.Text;
using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Orchestrator.Tests.World;

/// <summary>A copy of the shipped data in a folder of its own, to be broken in one place or several.</summary>
internal sealed class BrokenWorld : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("computenet-world-").FullName;

    public BrokenWorld()
    {
        foreach (var path in Directory.EnumerateFiles(WorldLocator.DefaultFolder, "*.csv", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(WorldLocator.DefaultFolder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    public IReadOnlyList<WorldFault> Faults => WorldLoader.Load(_folder).Faults;

    public IReadOnlyList<WorldFault> FleetFaults => DemonstrationFleetLoader.Load(_folder, ShippedWorld.Catalogue).Faults;

    public Loaded<WorldCatalogue> Load() => WorldLoader.Load(_folder);

    /// <summary>Puts a value into the row whose first cells are <paramref name="key"/>; answers the line. The row must have no quoted cell.</summary>
    public int Set(string file, string key, string column, string value)
    {
        var lines = File.ReadAllLines(PathOf(file));
        var index = Array.FindIndex(lines, 1, line => line.StartsWith(key + ",", StringComparison.Ordinal));
        index.ShouldBeGreaterThan(0, $"{file} has a row '{key}'");
        var cells = lines[index].Split(',');
        cells.Length.ShouldBe(lines[0].Split(',').Length, "the row has no quoted cell");
        cells[Array.IndexOf(lines[0].Split(','), column)] = value;
        lines[index] = string.Join(',', cells);
        File.WriteAllLines(PathOf(file), lines);
        return index + 1;
    }

    /// <summary>Rewrites the whole text of a file.</summary>
    public void Rewrite(string file, Func<string, string> change) => File.WriteAllText(PathOf(file), change(File.ReadAllText(PathOf(file))));

    /// <summary>Adds raw bytes at the end and answers the line on which they stand.</summary>
    public int Append(string file, byte[] bytes)
    {
        var line = File.ReadAllLines(PathOf(file)).Length + 1;
        using var stream = File.Open(PathOf(file), FileMode.Append);
        stream.Write(bytes);
        return line;
    }

    public int Append(string file, string text) => Append(file, Encoding.UTF8.GetBytes(text));

    public void Delete(string file) => File.Delete(PathOf(file));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string file) => Path.Combine(_folder, file);
}
