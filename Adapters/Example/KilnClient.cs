using System.Text.Json;

namespace ComputeNet.Adapters.Example;

/// <summary>Their wire, and nothing of ours: the kiln keeps its book in a folder. Another scheduler has HTTP or a command line here.</summary>
public sealed class KilnClient(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Firing? Find(string name) => File.Exists(PathOf(name)) ? Read(PathOf(name)) : null;

    public IReadOnlyList<Firing> All => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Select(Read)] : [];

    /// <summary>Renamed into place: whoever looks sees all of it or nothing, also after the adapter was killed in the middle.</summary>
    public void Write(Firing firing)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $"{firing.Name}.draft");
        File.WriteAllText(draft, JsonSerializer.Serialize(firing, Json));
        File.Move(draft, PathOf(firing.Name), overwrite: true);
    }

    public void Remove(string name) => File.Delete(PathOf(name));

    private string PathOf(string name) => Path.Combine(folder, $"{name}.json");

    private static Firing Read(string path) => JsonSerializer.Deserialize<Firing>(File.ReadAllText(path), Json)!;
}
